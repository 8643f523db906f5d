#include "clients/stripe/client.h"

#include "base/check.h"
#include "clients/stripe/form.h"
#include "clients/stripe/read_answers.h"
#include "clients/stripe/try_again.h"
#include "platform/log/log.h"
#include "platform/secrets/secrets.h"

#include <algorithm>
#include <thread>

namespace ocp::stripe {

namespace {

using namespace std::chrono_literals;
using outgoing::Failure;
using Steady = std::chrono::steady_clock;

constexpr auto longest_wait = 1h; ///< whatever Stripe asks for

bool is_key(std::string_view key)
{
    constexpr std::size_t longest_key = 255;
    return !key.empty() && key.size() <= longest_key
        && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

/// Whether it speaks against Stripe, and not against what we asked.
outgoing::Breaker::Outcome outcome_of(outgoing::Answer const& failed)
{
    constexpr unsigned in_time = 408, too_many = 429;
    auto const is_about_us = failed.status >= 400 && failed.status < 500 && failed.status != in_time
        && failed.status != too_many;
    return is_about_us ? outgoing::Breaker::Outcome::Fine : outgoing::Breaker::Outcome::Failed;
}

Trouble trouble_of(Failure failure, unsigned status = 0)
{
    return {.failure = failure, .status = status, .type = "", .code = ""};
}

/// By status, then type, then code.
Trouble trouble_of(outgoing::Answer const& answer, Complaint const& complaint)
{
    auto failure = answer.failure.value_or(Failure::Unknown);
    if (failure == Failure::No && complaint.code == "parameter_unknown") failure = Failure::OurFault;
    return {.failure = failure,
        .status = answer.status,
        .type = complaint.type,
        .code = complaint.code,
        .retry_after = std::clamp<std::chrono::seconds>(answer.retry_after, 0s, longest_wait)};
}

/// Whether Stripe says no though we did nothing wrong: what is asked for may have happened already.
enum class Refusal { OurFault, Ordinary };

void tell(outgoing::Answer const& answer, Complaint const& complaint, Trouble const& trouble, Refusal refusal)
{
    if (trouble.status == 0 || (trouble.failure != Failure::No && trouble.failure != Failure::OurFault))
        return;
    auto const vendor_id = answer.header("request-id");
    log::Fields const fields{{"status", answer.status}, {"type", complaint.type}, {"code", complaint.code},
        {"param", complaint.param}, {"what", complaint.message}, {"vendor_id", vendor_id}};
    if (refusal == Refusal::Ordinary && trouble.failure == Failure::No)
        return log::warning("stripe: what was asked cannot be done any more", fields);
    log::error("stripe: a call was refused", fields);
}

} // namespace

struct Client::Question {
    std::string_view method = "GET";
    std::string path, idempotency_key{}, body{};
    Refusal refusal = Refusal::OurFault;
};

Client::Client(outgoing::Options options, Settings settings, RandomSource& random)
    : options_{std::move(options)}
    , settings_{std::move(settings)}
    , random_{random}
{
}

Answer<Session> Client::create_session(NewSession const& session, Patience patience)
{
    return ask({.method = "POST",
                   .path = "/v1/checkout/sessions",
                   .idempotency_key = session.idempotency_key,
                   .body = form_of(session)},
        session_in, patience);
}

Answer<Session> Client::session(std::string const& id, Patience patience)
{
    if (!is_id(id)) return tl::unexpected{trouble_of(Failure::No)};
    return ask({.path = path_of_session(id)}, session_in, patience);
}

Answer<Page<Session>> Client::sessions_of(std::string const& payment_intent, Patience patience)
{
    if (!is_id(payment_intent)) return tl::unexpected{trouble_of(Failure::No)};
    return ask({.path = path_of_sessions(payment_intent)}, sessions_in, patience);
}

Answer<Session> Client::expire_session(std::string const& id, Patience patience)
{
    if (!is_id(id)) return tl::unexpected{trouble_of(Failure::No)};
    // A key of its own for each call: what is asked for cannot happen twice, and under a key that comes back
    // Stripe would replay its first answer for a day, a 500 too.
    return ask({.method = "POST",
                   .path = path_of_session(id) + "/expire",
                   .idempotency_key = "expire-" + secrets::hex(random_.bytes(16)),
                   .body = "",
                   .refusal = Refusal::Ordinary},
        session_in, patience);
}

Answer<Refund> Client::create_refund(NewRefund const& refund, Patience patience)
{
    if (!is_id(refund.payment_intent)) return tl::unexpected{trouble_of(Failure::No)};
    return ask({.method = "POST",
                   .path = "/v1/refunds",
                   .idempotency_key = refund.idempotency_key,
                   .body = form_of(refund),
                   .refusal = Refusal::Ordinary},
        refund_in, patience);
}

Answer<Page<Refund>> Client::refunds_of(std::string const& payment_intent, Patience patience)
{
    if (!is_id(payment_intent)) return tl::unexpected{trouble_of(Failure::No)};
    return ask({.path = path_of_refunds(payment_intent)}, refunds_in, patience);
}

Answer<Page<PaymentIntent>> Client::payment_intents_since(
    Instant created, std::string const& after, Patience patience)
{
    if (!after.empty() && !is_id(after)) return tl::unexpected{trouble_of(Failure::No)};
    return ask({.path = path_of_payment_intents(created, after)}, payment_intents_in, patience);
}

Answer<Page<WebhookEndpoint>> Client::webhook_endpoints(Patience patience)
{
    return ask({.path = "/v1/webhook_endpoints?limit=100"}, webhook_endpoints_in, patience);
}

template <class T>
Answer<T> Client::ask(Question const& question, std::optional<T> (*read)(std::string_view), Patience patience)
{
    OCP_CHECK(question.method == "GET" || is_key(question.idempotency_key));
    auto const answer = patience == Patience::Customer ? ask_for_a_customer(question)
                                                       : exchange(question, settings_.background, 1);
    if (!answer) return tl::unexpected{trouble_of(Failure::NotSent)};
    if (answer->failure) {
        breaker_.report(outcome_of(*answer), Steady::now());
        auto const complaint = complaint_in(answer->body);
        auto const trouble = trouble_of(*answer, complaint);
        tell(*answer, complaint, trouble, question.refusal);
        return tl::unexpected{trouble};
    }
    auto found = read(answer->body);
    using Outcome = outgoing::Breaker::Outcome;
    breaker_.report(found ? Outcome::Fine : Outcome::Failed, Steady::now());
    if (found) return *std::move(found);
    log::error("stripe: an answer could not be read", {{"vendor_id", answer->header("request-id")}});
    return tl::unexpected{trouble_of(Failure::Unknown, answer->status)};
}

std::optional<outgoing::Answer> Client::ask_for_a_customer(Question const& question)
{
    struct Leaves {
        std::atomic<int>& inside;
        ~Leaves() { --inside; }
    };
    auto const inside = ++customers_;
    Leaves const leaves{customers_};
    if (inside > settings_.most_customers || !breaker_.allows(Steady::now())) {
        log::warning("stripe: a customer was not let wait", {{"waiting", inside - 1}});
        return std::nullopt;
    }
    return ask_again_while_it_helps(question);
}

outgoing::Answer Client::ask_again_while_it_helps(Question const& question)
{
    auto const end = Steady::now() + settings_.customer.answer_within;
    auto const left = [&] { return std::chrono::ceil<std::chrono::milliseconds>(end - Steady::now()); };
    bool may_have_been_done = false;
    for (int attempt = 1;; ++attempt) {
        auto answer = exchange(question, {settings_.customer.connect_within, left()}, attempt);
        // That the last try did not get there says nothing of those before.
        if (answer.failure == Failure::NotSent && may_have_been_done) answer.failure = Failure::Unknown;
        may_have_been_done = answer.failure != Failure::NotSent;
        auto const wait = wait_before_another(answer, attempt, left());
        if (!wait) return answer;
        std::this_thread::sleep_for(some_time_of(*wait));
    }
}

std::chrono::milliseconds Client::some_time_of(Wait const& wait)
{
    auto const bytes = random_.bytes(2);
    auto const chance = static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1]);
    return wait.shortest + (wait.longest - wait.shortest) * chance / 65'535;
}

outgoing::Answer Client::exchange(Question const& question, Settings::Limits limits, int attempt)
{
    std::vector<std::string> headers{
        "Authorization: Bearer " + settings_.secret_key, "Stripe-Version: " + std::string{api_version}};
    if (question.method == "POST") {
        headers.push_back("Idempotency-Key: " + question.idempotency_key);
        headers.emplace_back("Content-Type: application/x-www-form-urlencoded");
    }
    auto& caller = idle_caller();
    auto answer = caller.ask({.vendor = "stripe",
        .method = question.method,
        .base_url = settings_.base_url,
        .path = question.path,
        .headers = std::move(headers),
        .body = question.body,
        .connect_within = limits.connect_within,
        .answer_within = limits.answer_within,
        .attempt = attempt,
        .id_header = "request-id"});
    keep(caller);
    return answer;
}

outgoing::Caller& Client::idle_caller()
{
    std::lock_guard const lock{mutex_};
    if (idle_.empty()) {
        callers_.push_back(std::make_unique<outgoing::Caller>(options_));
        callers_.back()->end_by(end_);
        return *callers_.back();
    }
    auto& caller = *idle_.back();
    idle_.pop_back();
    return caller;
}

void Client::keep(outgoing::Caller& caller)
{
    std::lock_guard const lock{mutex_};
    idle_.push_back(&caller);
}

void Client::end_by(Steady::time_point end)
{
    std::lock_guard const lock{mutex_};
    end_ = end;
    for (auto const& caller : callers_)
        caller->end_by(end);
}

} // namespace ocp::stripe
