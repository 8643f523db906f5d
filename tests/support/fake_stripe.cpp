#include "tests/support/fake_stripe.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::test {

namespace {

using outgoing::Failure;
using stripe::Answer;
using stripe::Refund;
using stripe::Session;
using stripe::Trouble;

tl::unexpected<Trouble> no(Failure failure, unsigned status, std::string code = {})
{
    return tl::unexpected{Trouble{failure, status, "invalid_request_error", std::move(code), {}}};
}

} // namespace

void FakeStripe::point()
{
    if (power) power->pass();
}

template <class T, class Act>
Answer<T> FakeStripe::exchange(Act act)
{
    ++calls;
    point();
    settle_time();
    auto manner = always_;
    if (!manners_.empty()) {
        manner = manners_.front();
        manners_.pop_front();
    }
    switch (manner) {
    case Manner::Away:
        return no(Failure::NotSent, 0);
    case Manner::Broken:
        return no(Failure::Later, 500);
    case Manner::Busy:
        return no(Failure::Later, 429);
    case Manner::Shut:
        return no(Failure::OurFault, 401);
    case Manner::Refusing:
        return no(Failure::No, 400);
    case Manner::Fine:
    case Manner::Silent:
        break;
    }
    Answer<T> answer = act();
    point();
    if (manner == Manner::Silent) return no(Failure::Unknown, 0);
    return answer;
}

void FakeStripe::settle_time()
{
    for (auto& [id, kept] : sessions_)
        if (kept.session.status == Session::Status::Open && clock_.now() >= kept.expires_at) {
            kept.session.status = Session::Status::Expired;
            kept.session.url.clear();
        }
}

Answer<Session> FakeStripe::create_session(stripe::NewSession const& wanted, stripe::Patience)
{
    return exchange<Session>([&]() -> Answer<Session> {
        if (auto const known = session_of_key_.find(wanted.idempotency_key); known != session_of_key_.end())
            return sessions_.at(known->second).session;
        if (wanted.expires_at - clock_.now() < std::chrono::minutes{30}) return no(Failure::No, 400);
        if (wanted.lines.size() > 100) return no(Failure::No, 400);
        auto const number = ++made_;
        Session session;
        session.id = fmt::format("cs_test_{}", number);
        session.payment_intent = fmt::format("pi_{}", number);
        session.url = fmt::format("https://checkout.example/{}", session.id);
        session.currency = "eur";
        session.metadata = wanted.metadata;
        for (auto const& line : wanted.lines)
            session.amount_total += line.amount;
        sessions_[session.id] = {session, clock_.now(), wanted.expires_at};
        session_of_key_[wanted.idempotency_key] = session.id;
        return session;
    });
}

Answer<Session> FakeStripe::session(std::string const& id, stripe::Patience)
{
    return exchange<Session>([&]() -> Answer<Session> {
        auto const found = sessions_.find(id);
        if (found == sessions_.end()) return no(Failure::No, 404, "resource_missing");
        return found->second.session;
    });
}

Answer<stripe::Page<Session>> FakeStripe::sessions_of(std::string const& intent, stripe::Patience)
{
    return exchange<stripe::Page<Session>>([&]() -> Answer<stripe::Page<Session>> {
        stripe::Page<Session> page;
        for (auto const& [id, kept] : sessions_)
            if (kept.session.payment_intent == intent) page.items.push_back(kept.session);
        return page;
    });
}

Answer<Session> FakeStripe::expire_session(std::string const& id, stripe::Patience)
{
    return exchange<Session>([&]() -> Answer<Session> {
        auto const found = sessions_.find(id);
        if (found == sessions_.end()) return no(Failure::No, 404, "resource_missing");
        auto& session = found->second.session;
        if (session.status != Session::Status::Open) return no(Failure::No, 400);
        session.status = Session::Status::Expired;
        session.url.clear();
        return session;
    });
}

Answer<Refund> FakeStripe::create_refund(stripe::NewRefund const& wanted, stripe::Patience)
{
    return exchange<Refund>([&]() -> Answer<Refund> {
        auto& refunds = refunds_[wanted.payment_intent];
        if (auto const known = refund_of_key_.find(wanted.idempotency_key); known != refund_of_key_.end())
            for (auto const& refund : refunds)
                if (refund.id == known->second) return refund;
        if (wanted.amount > left_of(wanted.payment_intent))
            return no(Failure::No, 400, "charge_already_refunded");
        Refund refund{fmt::format("re_{}", ++made_), Refund::Status::Succeeded, wanted.amount,
            wanted.payment_intent, wanted.metadata};
        refunds.push_back(refund);
        refund_of_key_[wanted.idempotency_key] = refund.id;
        return refund;
    });
}

Answer<stripe::Page<Refund>> FakeStripe::refunds_of(std::string const& intent, stripe::Patience)
{
    return exchange<stripe::Page<Refund>>([&]() -> Answer<stripe::Page<Refund>> {
        return stripe::Page<Refund>{refunds_[intent], false};
    });
}

Answer<stripe::Page<stripe::PaymentIntent>> FakeStripe::payment_intents_since(
    Instant created, std::string const& after, stripe::Patience)
{
    using Intents = stripe::Page<stripe::PaymentIntent>;
    return exchange<Intents>([&]() -> Answer<Intents> {
        Intents page;
        auto intents = newest_intents();
        auto one = intents.begin();
        if (!after.empty()) {
            one = std::find_if(
                intents.begin(), intents.end(), [&](auto const& each) { return each.id == after; });
            if (one == intents.end()) return no(Failure::No, 400, "resource_missing");
            ++one;
        }
        for (; one != intents.end() && one->created_at >= created; ++one) {
            if (page.items.size() == page_size) {
                page.has_more = true;
                break;
            }
            page.items.push_back(*one);
        }
        return page;
    });
}

std::vector<stripe::PaymentIntent> FakeStripe::newest_intents()
{
    std::vector<stripe::PaymentIntent> intents;
    for (auto const& [id, kept] : sessions_) {
        auto const& session = kept.session;
        Money back;
        for (auto const& refund : refunds_[session.payment_intent])
            if (refund.status != Refund::Status::Failed) back += refund.amount;
        intents.push_back(
            {session.payment_intent, session.is_paid, session.is_paid ? session.amount_total : Money{}, back,
                session.currency, kept.created_at, session.metadata});
    }
    std::stable_sort(intents.begin(), intents.end(),
        [](auto const& one, auto const& other) { return one.created_at > other.created_at; });
    return intents;
}

std::string FakeStripe::pay_elsewhere(Money amount, stripe::Metadata metadata)
{
    auto const number = ++made_;
    Session session;
    session.id = fmt::format("cs_test_{}", number);
    session.payment_intent = fmt::format("pi_{}", number);
    session.status = Session::Status::Complete;
    session.is_paid = true;
    session.currency = "eur";
    session.amount_total = amount;
    session.metadata = std::move(metadata);
    sessions_[session.id] = {session, clock_.now(), clock_.now()};
    return session.payment_intent;
}

void FakeStripe::change_received(std::string const& session, std::optional<Money> amount)
{
    if (!amount) {
        sessions_.erase(session);
        return;
    }
    sessions_.at(session).session.amount_total = *amount;
}

void FakeStripe::forget_refund(std::string const& id)
{
    for (auto& [intent, refunds] : refunds_)
        std::erase_if(refunds, [&](Refund const& refund) { return refund.id == id; });
}

Answer<stripe::Page<stripe::WebhookEndpoint>> FakeStripe::webhook_endpoints(stripe::Patience)
{
    return stripe::Page<stripe::WebhookEndpoint>{};
}

bool FakeStripe::pay(std::string const& id)
{
    settle_time();
    auto const found = sessions_.find(id);
    if (found == sessions_.end() || found->second.session.status != Session::Status::Open) return false;
    auto& session = found->second.session;
    session.status = Session::Status::Complete;
    session.is_paid = true;
    session.url.clear();
    return true;
}

void FakeStripe::expire(std::string const& id)
{
    sessions_.at(id).expires_at = clock_.now();
    settle_time();
}

Money FakeStripe::left_of(std::string const& intent) const
{
    Money left;
    for (auto const& [id, kept] : sessions_)
        if (kept.session.payment_intent == intent && kept.session.is_paid) left = kept.session.amount_total;
    if (auto const found = refunds_.find(intent); found != refunds_.end())
        for (auto const& refund : found->second)
            if (refund.status != Refund::Status::Failed) left = left - refund.amount;
    return left;
}

std::string FakeStripe::refund_by_hand(std::string const& intent, Money amount)
{
    Refund const refund{fmt::format("re_{}", ++made_), Refund::Status::Succeeded, amount, intent, {}};
    refunds_[intent].push_back(refund);
    return refund.id;
}

void FakeStripe::fail_refund(std::string const& id)
{
    set_status(id, Refund::Status::Failed);
}

void FakeStripe::mend_refund(std::string const& id)
{
    set_status(id, Refund::Status::Succeeded);
}

void FakeStripe::set_status(std::string const& id, Refund::Status status)
{
    for (auto& [intent, refunds] : refunds_)
        for (auto& refund : refunds)
            if (refund.id == id) refund.status = status;
}

std::string FakeStripe::refund_of(std::string const& intent) const
{
    auto const found = refunds_.find(intent);
    return found == refunds_.end() || found->second.empty() ? "" : found->second.back().id;
}

FakeStripe::Sums FakeStripe::sums() const
{
    Sums sums;
    for (auto const& [id, kept] : sessions_)
        if (kept.session.is_paid) {
            sums.received += kept.session.amount_total;
            ++sums.payments;
        }
    for (auto const& [intent, refunds] : refunds_)
        for (auto const& refund : refunds)
            if (refund.status != Refund::Status::Failed) sums.refunded += refund.amount;
    return sums;
}

std::vector<std::string> FakeStripe::session_ids() const
{
    std::vector<std::string> ids;
    for (auto const& [id, kept] : sessions_)
        ids.push_back(id);
    return ids;
}

} // namespace ocp::test
