#include "clients/stripe/read_answers.h"

#include "clients/stripe/form.h"
#include "clients/stripe/json_fields.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ocp::stripe {

namespace {

template <class Status, std::size_t count>
std::optional<Status> status_in(
    Json const& object, std::array<std::pair<std::string_view, Status>, count> const& words)
{
    auto const word = text_in(object, "status");
    for (auto const& [name, status] : words)
        if (name == word) return status;
    return std::nullopt;
}

std::optional<Session> session_of(Json const& object)
{
    using Status = Session::Status;
    static constexpr std::array<std::pair<std::string_view, Status>, 3> words{
        {{"open", Status::Open}, {"complete", Status::Complete}, {"expired", Status::Expired}}};
    auto const status = status_in(object, words);
    auto const payment_status = text_in(object, "payment_status");
    auto const total = integer_in(object, "amount_total");
    Session session{.id = text_in(object, "id"),
        .status = status.value_or(Status::Open),
        .is_paid = payment_status == "paid",
        .amount_total = Money::cents(total.value_or(0)),
        .currency = text_in(object, "currency"),
        .payment_intent = id_in(object, "payment_intent"),
        .url = text_in(object, "url"),
        .metadata = metadata_in(object)};
    if (!is_id(session.id) || !status || payment_status.empty()) return std::nullopt;
    // Paid, but not how much: that would be taken for another sum than ours, and paid back.
    if (session.is_paid && (!total || session.currency.empty())) return std::nullopt;
    return session;
}

std::optional<Refund> refund_of(Json const& object)
{
    using Status = Refund::Status;
    static constexpr std::array<std::pair<std::string_view, Status>, 5> words{
        {{"pending", Status::Pending}, {"succeeded", Status::Succeeded}, {"failed", Status::Failed},
            {"canceled", Status::Canceled}, {"requires_action", Status::RequiresAction}}};
    auto const status = status_in(object, words);
    auto const amount = integer_in(object, "amount");
    Refund refund{.id = text_in(object, "id"),
        .status = status.value_or(Status::Pending),
        .amount = Money::cents(amount.value_or(0)),
        .payment_intent = id_in(object, "payment_intent"),
        .metadata = metadata_in(object)};
    if (!is_id(refund.id) || !status || !amount) return std::nullopt;
    return refund;
}

/// Of the intent's charges; nothing when one does not say.
std::optional<Money> refunded_of(Json const& intent)
{
    Money refunded;
    auto const& charges = member(member(intent, "charges"), "data");
    if (!charges.is_array()) return std::nullopt;
    for (auto const& charge : charges) {
        auto const amount = integer_in(charge, "amount_refunded");
        if (!amount) return std::nullopt;
        refunded += Money::cents(*amount);
    }
    return refunded;
}

std::optional<PaymentIntent> payment_intent_of(Json const& object)
{
    auto const status = text_in(object, "status");
    auto const received = integer_in(object, "amount_received");
    auto const refunded = refunded_of(object);
    auto const created = integer_in(object, "created");
    if (!received || !refunded || !created) return std::nullopt;
    PaymentIntent intent{.id = text_in(object, "id"),
        .is_paid = status == "succeeded",
        .amount_received = Money::cents(*received),
        .amount_refunded = *refunded,
        .currency = text_in(object, "currency"),
        .created_at = Instant::ms(*created * 1'000),
        .metadata = metadata_in(object)};
    if (!is_id(intent.id) || status.empty() || intent.currency.empty()) return std::nullopt;
    return intent;
}

std::optional<WebhookEndpoint> webhook_endpoint_of(Json const& object)
{
    WebhookEndpoint endpoint{.url = text_in(object, "url"),
        .status = text_in(object, "status"),
        .api_version = text_in(object, "api_version"),
        .enabled_events = {}};
    auto const& events = member(object, "enabled_events");
    if (endpoint.url.empty() || endpoint.status.empty() || !events.is_array()) return std::nullopt;
    for (auto const& event : events)
        if (event.is_string()) endpoint.enabled_events.push_back(event.get<std::string>());
    return endpoint;
}

template <class T>
std::optional<Page<T>> page_in(std::string_view body, std::optional<T> (*read)(Json const&))
{
    auto const list = object_in(body);
    if (!list) return std::nullopt;
    auto const& data = member(*list, "data");
    auto const has_more = truth_in(*list, "has_more");
    if (!data.is_array() || !has_more) return std::nullopt;
    Page<T> page{.items = {}, .has_more = *has_more};
    for (auto const& each : data) {
        auto item = read(each);
        if (!item) return std::nullopt;
        page.items.push_back(*std::move(item));
    }
    return page;
}

/// Words of Stripe's: nothing else belongs into a log or under a heading of ours.
std::string word_in(Json const& object, char const* name)
{
    constexpr std::size_t longest_word = 100;
    auto word = text_in(object, name);
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '[' || c == ']';
    };
    auto const is_word = word.size() <= longest_word && std::all_of(word.begin(), word.end(), is_plain);
    return is_word ? word : "";
}

/// Messages quote what they complain of: an address of a customer, an address with a token in it, a key.
std::string message_without_secrets(Json const& object)
{
    constexpr std::size_t longest_message = 300;
    auto message = text_in(object, "message");
    if (message.size() > longest_message) return {};
    for (auto const* const sign : {"@", "://", "sk_", "rk_", "whsec_", "Bearer", "_secret_", "cs_"})
        if (message.find(sign) != message.npos) return {};
    return message;
}

} // namespace

std::optional<Session> session_in(std::string_view body)
{
    auto const object = object_in(body);
    return object ? session_of(*object) : std::nullopt;
}

std::optional<Page<Session>> sessions_in(std::string_view body)
{
    return page_in(body, session_of);
}

std::optional<Refund> refund_in(std::string_view body)
{
    auto const object = object_in(body);
    return object ? refund_of(*object) : std::nullopt;
}

std::optional<Page<Refund>> refunds_in(std::string_view body)
{
    return page_in(body, refund_of);
}

std::optional<Page<PaymentIntent>> payment_intents_in(std::string_view body)
{
    return page_in(body, payment_intent_of);
}

std::optional<Page<WebhookEndpoint>> webhook_endpoints_in(std::string_view body)
{
    return page_in(body, webhook_endpoint_of);
}

Complaint complaint_in(std::string_view body)
{
    auto const answer = object_in(body);
    if (!answer) return {};
    auto const& error = member(*answer, "error");
    return {word_in(error, "type"), word_in(error, "code"), word_in(error, "param"),
        message_without_secrets(error)};
}

} // namespace ocp::stripe
