#include "bank/model/objects.h"

namespace ocp::bank {

namespace {

json or_null(std::string const& text)
{
    return text.empty() ? json() : json(text);
}

json no_address()
{
    return {{"city", nullptr}, {"country", nullptr}, {"line1", nullptr}, {"line2", nullptr},
        {"postal_code", nullptr}, {"state", nullptr}};
}

json card_object(Charge const& charge)
{
    json three_d_secure;
    if (charge.is_authenticated)
        three_d_secure = {{"authentication_flow", "challenge"}, {"result", "authenticated"},
            {"result_reason", nullptr}, {"version", "2.1.0"}};
    return {{"brand", "visa"},
        {"checks",
            {{"address_line1_check", nullptr}, {"address_postal_code_check", nullptr},
                {"cvc_check", "pass"}}},
        {"country", "FR"}, {"exp_month", 12}, {"exp_year", 2034}, {"fingerprint", "test" + charge.last4},
        {"funding", "credit"}, {"installments", nullptr}, {"last4", charge.last4}, {"mandate", nullptr},
        {"network", "visa"}, {"three_d_secure", three_d_secure}, {"wallet", nullptr}};
}

json outcome_of(Charge const& charge, Decline const& decline)
{
    if (charge.is_paid)
        return {{"network_status", "approved_by_network"}, {"reason", nullptr}, {"risk_level", "normal"},
            {"risk_score", 1}, {"seller_message", "Payment complete."}, {"type", "authorized"}};
    return {{"network_status", "declined_by_network"}, {"reason", decline.decline_code},
        {"risk_level", "normal"}, {"risk_score", 1}, {"seller_message", decline.message},
        {"type", "issuer_declined"}};
}

json error_of(Decline const& decline)
{
    if (decline.code.empty()) return nullptr;
    json error{{"type", "card_error"}, {"code", decline.code}, {"message", decline.message},
        {"doc_url", "https://stripe.com/docs/error-codes/" + decline.code}};
    if (!decline.decline_code.empty()) error["decline_code"] = decline.decline_code;
    if (!decline.charge.empty()) error["charge"] = decline.charge;
    return error;
}

json customer_details(Session const& session)
{
    if (session.customer_email.empty()) return nullptr;
    auto const is_done = session.status == SessionStatus::Complete;
    return {{"address", nullptr}, {"email", session.customer_email}, {"name", nullptr}, {"phone", nullptr},
        {"tax_exempt", "none"}, {"tax_ids", is_done ? json::array() : json()}};
}

/// What this bank knows nothing of, null as in every object without it.
json with_nulls(json object, std::initializer_list<char const*> names)
{
    for (auto const* name : names)
        object[name] = nullptr;
    return object;
}

} // namespace

json object_of(Session const& session, std::string const& url, IntentStatus paid)
{
    auto const is_open = session.status == SessionStatus::Open;
    return with_nulls(
        {{"id", session.id}, {"object", "checkout.session"}, {"amount_subtotal", session.total.cents()},
            {"amount_total", session.total.cents()},
            {"automatic_tax", {{"enabled", false}, {"status", nullptr}}}, {"cancel_url", session.cancel_url},
            {"client_reference_id", or_null(session.client_reference_id)}, {"currency", "eur"},
            {"customer", or_null(session.customer)}, {"customer_creation", session.customer_creation},
            {"customer_details", customer_details(session)},
            {"customer_email", or_null(session.customer_email)}, {"expires_at", session.expires_at},
            {"livemode", false}, {"locale", or_null(session.locale)}, {"metadata", session.metadata},
            {"mode", "payment"}, {"payment_intent", session.payment_intent},
            {"payment_method_options", json::object()}, {"payment_method_types", json::array({"card"})},
            {"payment_status", paid == IntentStatus::Succeeded ? "paid" : "unpaid"},
            {"phone_number_collection", {{"enabled", false}}}, {"shipping_options", json::array()},
            {"status", word_of(session.status)}, {"submit_type", or_null(session.submit_type)},
            {"success_url", session.success_url},
            {"total_details", {{"amount_discount", 0}, {"amount_shipping", 0}, {"amount_tax", 0}}},
            {"url", is_open ? json(url) : json()}},
        {"after_expiration", "allow_promotion_codes", "billing_address_collection", "consent",
            "consent_collection", "payment_link", "recovered_from", "setup_intent", "shipping",
            "shipping_address_collection", "shipping_rate", "subscription"});
}

json object_of(Charge const& charge, Intent const& intent, std::vector<Refund> const& refunds)
{
    json given_back = json::array();
    for (auto const& refund : refunds)
        if (refund.charge == charge.id) given_back.push_back(object_of(refund));
    auto const& decline = intent.last_decline;
    auto const failure = [&](std::string const& text) { return charge.is_paid ? json() : or_null(text); };
    return with_nulls(
        {{"id", charge.id}, {"object", "charge"}, {"amount", intent.amount.cents()},
            {"amount_captured", charge.is_paid ? intent.amount.cents() : 0},
            {"amount_refunded", charge.refunded.cents()},
            {"balance_transaction", or_null(charge.balance_transaction)},
            {"billing_details",
                {{"address", no_address()}, {"email", nullptr}, {"name", nullptr}, {"phone", nullptr}}},
            {"captured", charge.is_paid}, {"created", charge.created}, {"currency", "eur"},
            {"customer", or_null(intent.customer)}, {"disputed", false},
            {"failure_code", failure(decline.code)}, {"failure_message", failure(decline.message)},
            {"fraud_details", json::object()}, {"livemode", false}, {"metadata", intent.metadata},
            {"outcome", outcome_of(charge, decline)}, {"paid", charge.is_paid}, {"payment_intent", intent.id},
            {"payment_method", charge.payment_method},
            {"payment_method_details", {{"type", "card"}, {"card", card_object(charge)}}},
            {"refunded", charge.is_paid && charge.refunded == intent.amount},
            {"refunds", list_of(std::move(given_back), "/v1/charges/" + charge.id + "/refunds", false)},
            {"status", charge.is_paid ? "succeeded" : "failed"}},
        {"application", "application_fee", "application_fee_amount", "calculated_statement_descriptor",
            "description", "failure_balance_transaction", "invoice", "on_behalf_of", "receipt_email",
            "receipt_number", "receipt_url", "review", "shipping", "source_transfer", "statement_descriptor",
            "statement_descriptor_suffix", "transfer_data", "transfer_group"});
}

json object_of(Intent const& intent, std::vector<Refund> const& refunds)
{
    json charges = json::array();
    for (auto charge = intent.charges.rbegin(); charge != intent.charges.rend(); ++charge)
        charges.push_back(object_of(*charge, intent, refunds));
    auto const is_paid = intent.status == IntentStatus::Succeeded;
    auto const is_canceled = intent.status == IntentStatus::Canceled;
    auto const waits = intent.status == IntentStatus::RequiresAction;
    return with_nulls(
        {{"id", intent.id}, {"object", "payment_intent"}, {"amount", intent.amount.cents()},
            {"amount_capturable", 0}, {"amount_details", {{"tip", json::object()}}},
            {"amount_received", is_paid ? intent.amount.cents() : 0},
            {"canceled_at", is_canceled ? json(intent.canceled_at) : json()},
            {"cancellation_reason", is_canceled ? json("automatic") : json()},
            {"capture_method", "automatic"},
            {"charges", list_of(std::move(charges), "/v1/charges?payment_intent=" + intent.id, false)},
            {"client_secret", intent.client_secret}, {"confirmation_method", "automatic"},
            {"created", intent.created}, {"currency", "eur"}, {"customer", or_null(intent.customer)},
            {"last_payment_error", error_of(intent.last_decline)}, {"livemode", false},
            {"metadata", intent.metadata},
            {"next_action",
                waits ? json{{"type", "use_stripe_sdk"}, {"use_stripe_sdk", json::object()}} : json()},
            {"payment_method", or_null(intent.payment_method)},
            {"payment_method_options",
                {{"card",
                    {{"installments", nullptr}, {"mandate_options", nullptr}, {"network", nullptr},
                        {"request_three_d_secure", "automatic"}}}}},
            {"payment_method_types", json::array({"card"})}, {"status", word_of(intent.status)}},
        {"application", "application_fee_amount", "automatic_payment_methods", "description", "invoice",
            "on_behalf_of", "processing", "receipt_email", "review", "setup_future_usage", "shipping",
            "statement_descriptor", "statement_descriptor_suffix", "transfer_data", "transfer_group"});
}

json object_of(Refund const& refund)
{
    auto object = with_nulls({{"id", refund.id}, {"object", "refund"}, {"amount", refund.amount.cents()},
                                 {"balance_transaction", or_null(refund.balance_transaction)},
                                 {"charge", refund.charge}, {"created", refund.created}, {"currency", "eur"},
                                 {"metadata", refund.metadata}, {"payment_intent", refund.payment_intent},
                                 {"reason", or_null(refund.reason)}, {"status", word_of(refund.status)}},
        {"receipt_number", "source_transfer_reversal", "transfer_reversal"});
    if (refund.status == RefundStatus::Failed) object["failure_reason"] = refund.failure_reason;
    return object;
}

json list_of(json data, std::string url, bool has_more)
{
    return {{"object", "list"}, {"data", std::move(data)}, {"has_more", has_more}, {"url", std::move(url)}};
}

json webhook_endpoint(std::string const& url, UnixTime created)
{
    return {{"id", "we_test_stand_in"}, {"object", "webhook_endpoint"}, {"api_version", api_version},
        {"application", nullptr}, {"created", created}, {"description", nullptr},
        {"enabled_events", told_events}, {"livemode", false}, {"metadata", json::object()},
        {"status", "enabled"}, {"url", url}};
}

} // namespace ocp::bank
