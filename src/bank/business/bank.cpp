#include "bank/business/bank.h"

#include "bank/model/ids.h"

namespace ocp::bank {

namespace {

constexpr std::int64_t second = 1000;

} // namespace

Bank::Bank(Options options, Clock const& clock, RandomSource& random, EventQueue& events, Holdings kept)
    : options_{std::move(options)}
    , clock_{clock}
    , random_{random}
    , events_{events}
    , opened_{clock.now().ms() / second}
    , books_{std::move(kept)}
{
}

UnixTime Bank::now() const
{
    return clock_.now().ms() / second;
}

std::string Bank::url_of(Session const& session) const
{
    return options_.public_url + "/pay/" + session.id;
}

json Bank::object(Session const& session)
{
    return object_of(session, url_of(session), books_.intent(session.payment_intent)->status);
}

json Bank::object(Intent const& intent) const
{
    return object_of(intent, books_.refunds_of(intent.id));
}

void Bank::announce(std::string_view type, json object, Call const* call, json before)
{
    auto const null_or = [](std::string const& text) { return text.empty() ? json() : json(text); };
    json data{{"object", std::move(object)}};
    if (!before.is_null()) data["previous_attributes"] = std::move(before);
    auto const id = new_id("evt_", random_);
    json const event{{"id", id}, {"object", "event"}, {"api_version", api_version}, {"created", now()},
        {"data", std::move(data)}, {"livemode", false}, {"pending_webhooks", 1},
        {"request",
            {{"id", call ? null_or(call->request_id) : json()},
                {"idempotency_key", call ? null_or(call->idempotency_key) : json()}}},
        {"type", type}};
    events_.add({id, std::string{type}, event.dump()}, std::chrono::steady_clock::now());
}

Outcome Bank::list_webhook_endpoints(Call const&)
{
    return list_of(
        json::array({webhook_endpoint(options_.webhook_url, opened_)}), "/v1/webhook_endpoints", false);
}

void Bank::tick()
{
    Lock const lock{mutex_};
    // Sessions live for a day at most, so nothing before the first that is younger can be open.
    auto const& sessions = books_.all().sessions;
    constexpr UnixTime longest = 24 * 60 * 60 + 60;
    for (auto one = sessions.rbegin(); one != sessions.rend() && one->created > now() - longest; ++one)
        if (one->status == SessionStatus::Open && one->expires_at <= now()) expire(*books_.session(one->id));
}

bool Bank::let_expire(std::string const& id)
{
    Lock const lock{mutex_};
    auto* const session = books_.session(id);
    if (!session || session->status != SessionStatus::Open) return false;
    expire(*session);
    return true;
}

json Bank::ledger() const
{
    Lock const lock{mutex_};
    json payments = json::array();
    Money received, refunded;
    for (auto const& intent : books_.all().intents) {
        auto const is_paid = intent.status == IntentStatus::Succeeded;
        auto const taken = is_paid ? intent.amount : Money{};
        auto const back = is_paid ? intent.charges.back().refunded : Money{};
        received += taken;
        refunded += back;
        json refunds = json::array();
        for (auto const& refund : books_.refunds_of(intent.id))
            refunds.push_back({{"id", refund.id}, {"amount", refund.amount.cents()},
                {"status", word_of(refund.status)}, {"metadata", refund.metadata}});
        payments.push_back({{"id", intent.id}, {"session", intent.session},
            {"status", word_of(intent.status)}, {"amount", intent.amount.cents()},
            {"amount_received", taken.cents()}, {"amount_refunded", back.cents()},
            {"created", intent.created}, {"metadata", intent.metadata}, {"refunds", refunds}});
    }
    auto const counts = events_.counts();
    return {{"payment_intents", payments}, {"received", received.cents()}, {"refunded", refunded.cents()},
        {"events",
            {{"waiting", counts.waiting}, {"delivered", counts.delivered}, {"refused", counts.refused}}}};
}

Holdings Bank::holdings() const
{
    Lock const lock{mutex_};
    return books_.all();
}

} // namespace ocp::bank
