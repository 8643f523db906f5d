#include "bank/model/payment.h"

#include <nlohmann/json.hpp>

namespace ocp {

// As JSON an amount is its cents.
void to_json(nlohmann::json& json, Money money)
{
    json = money.cents();
}
void from_json(nlohmann::json const& json, Money& money)
{
    money = Money::cents(json.get<std::int64_t>());
}

namespace bank {

NLOHMANN_JSON_SERIALIZE_ENUM(SessionStatus,
    {{SessionStatus::Open, "open"}, {SessionStatus::Complete, "complete"},
        {SessionStatus::Expired, "expired"}})
NLOHMANN_JSON_SERIALIZE_ENUM(IntentStatus,
    {{IntentStatus::RequiresPaymentMethod, "requires_payment_method"},
        {IntentStatus::RequiresAction, "requires_action"}, {IntentStatus::Succeeded, "succeeded"},
        {IntentStatus::Canceled, "canceled"}})
NLOHMANN_JSON_SERIALIZE_ENUM(RefundStatus,
    {{RefundStatus::Pending, "pending"}, {RefundStatus::Succeeded, "succeeded"},
        {RefundStatus::Failed, "failed"}})

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Line, name, unit_amount, quantity)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Session, id, status, created, expires_at, total, lines, success_url,
    cancel_url, client_reference_id, customer_email, locale, submit_type, customer_creation, customer,
    metadata, payment_intent, paid_by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(
    Charge, id, payment_method, last4, created, refunded, is_paid, is_authenticated, balance_transaction)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Decline, code, decline_code, message, charge)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Intent, id, client_secret, session, status, created, canceled_at, amount,
    metadata, payment_method, customer, charges, last_decline)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Refund, id, payment_intent, charge, balance_transaction, reason,
    failure_reason, status, created, amount, metadata)

void to_json(nlohmann::json& json, Holdings const& all)
{
    json = {{"sessions", all.sessions}, {"intents", all.intents}, {"refunds", all.refunds}};
}
void from_json(nlohmann::json const& json, Holdings& all)
{
    json.at("sessions").get_to(all.sessions);
    json.at("intents").get_to(all.intents);
    json.at("refunds").get_to(all.refunds);
}

std::string word_of(SessionStatus status)
{
    return nlohmann::json(status).get<std::string>();
}
std::string word_of(IntentStatus status)
{
    return nlohmann::json(status).get<std::string>();
}
std::string word_of(RefundStatus status)
{
    return nlohmann::json(status).get<std::string>();
}

} // namespace bank

} // namespace ocp
