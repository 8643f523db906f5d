#pragma once

#include "base/clock.h"
#include "base/language.h"
#include "base/money.h"
#include "platform/outgoing/failure.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

/// Stripe, in its own words and at one version of its interface (integrations.md §2). Amounts are euro cents.
namespace ocp::stripe {

inline constexpr std::string_view api_version = "2020-08-27";

using Metadata = std::map<std::string, std::string>;

struct LineItem {
    std::string name;
    Money amount; ///< of the whole line; its quantity is 1
};

/// A page of Stripe's on which one sum is paid by card.
struct NewSession {
    std::string idempotency_key; ///< at most 255 characters; the same asks for the same session
    std::string success_url; ///< may hold {CHECKOUT_SESSION_ID}
    std::string cancel_url;
    std::string client_reference_id; ///< at most 200 characters
    std::string customer_email; ///< "" asks the customer
    Language language = Language::French;
    Instant expires_at; ///< 30 minutes to 24 hours ahead
    std::vector<LineItem> lines; ///< together the sum that is paid
    Metadata metadata; ///< of the session and of its payment
};

struct Session {
    enum class Status { Open, Complete, Expired };
    std::string id;
    Status status = Status::Open;
    bool is_paid = false;
    Money amount_total;
    std::string currency; ///< "eur"
    std::string payment_intent; ///< its id
    std::string url; ///< where the customer pays; "" unless open
    Metadata metadata;
};

struct NewRefund {
    std::string idempotency_key;
    std::string payment_intent;
    Money amount;
    Metadata metadata;
};

struct Refund {
    enum class Status { Pending, Succeeded, Failed, Canceled, RequiresAction };
    std::string id;
    Status status = Status::Pending;
    Money amount;
    std::string payment_intent;
    Metadata metadata;
};

struct PaymentIntent {
    std::string id;
    bool is_paid = false; ///< "succeeded"
    Money amount_received, amount_refunded;
    std::string currency;
    Instant created_at; ///< whole seconds
    Metadata metadata;
};

/// One page of a list, the newest first.
template <class T>
struct Page {
    std::vector<T> items;
    bool has_more = false; ///< ask again after the last one's id
};

struct WebhookEndpoint {
    std::string url, status, api_version;
    std::vector<std::string> enabled_events;
};

/// Why there is no answer to work with.
struct Trouble {
    outgoing::Failure failure = outgoing::Failure::NotSent;
    unsigned status = 0; ///< of the answer, 0 without one
    std::string type = {}, code = {}; ///< Stripe's words, "" when it says nothing
    std::chrono::seconds retry_after{0};
};
template <class T>
using Answer = tl::expected<T, Trouble>;

/// Who waits for the answer: a customer 8 seconds, and not at all while Stripe fails; nobody 30.
enum class Patience { Customer, Background };

/// Whoever takes payments. Each call is one exchange and never part of a transaction.
class Stripe {
public:
    virtual ~Stripe() = default;
    virtual Answer<Session> create_session(NewSession const&, Patience) = 0;
    virtual Answer<Session> session(std::string const& id, Patience) = 0;
    /// Those on whose pages that payment was made: one, or none.
    virtual Answer<Page<Session>> sessions_of(std::string const& payment_intent, Patience) = 0;
    /// Nobody pays on it from then on. An error when it is complete or expired already: read it then.
    virtual Answer<Session> expire_session(std::string const& id, Patience) = 0;
    virtual Answer<Refund> create_refund(NewRefund const&, Patience) = 0;
    virtual Answer<Page<Refund>> refunds_of(std::string const& payment_intent, Patience) = 0;
    /// `after`: id of the last one of the page before, "" for the first page.
    virtual Answer<Page<PaymentIntent>> payment_intents_since(
        Instant created, std::string const& after, Patience)
        = 0;
    virtual Answer<Page<WebhookEndpoint>> webhook_endpoints(Patience) = 0;
};

} // namespace ocp::stripe
