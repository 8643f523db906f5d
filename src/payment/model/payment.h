#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp {
using AttemptId = Id<struct AttemptTag>;
using RefundId = Id<struct RefundTag>;
} // namespace ocp

namespace ocp::payment {

/// How money came. Online is the bank's word; the others are taken on reception.
enum class Means { Online, Cash, Card, Voucher };

constexpr std::string_view slug(Means means)
{
    switch (means) {
    case Means::Online:
        return "online";
    case Means::Cash:
        return "cash";
    case Means::Card:
        return "card";
    case Means::Voucher:
        return "voucher";
    }
    return "";
}

constexpr std::optional<Means> means_from(std::string_view slug)
{
    for (auto const means : {Means::Online, Means::Cash, Means::Card, Means::Voucher})
        if (payment::slug(means) == slug) return means;
    return std::nullopt;
}

/// What a form may say: never "online".
constexpr std::optional<Means> means_on_reception(std::string_view slug)
{
    auto const means = means_from(slug);
    return means == Means::Online ? std::nullopt : means;
}

/// One line of a shop's ledger, above zero what came and below what went back.
struct Entry {
    Means means;
    Money amount;
    std::string provider_session = {}, provider_intent = {}; ///< "" unless online
    std::optional<RefundId> refund = {};
    std::optional<Money> given = {}; ///< in cash, when more than the amount: the rest was given back
};

/// A sum that a customer is asked to pay online.
struct Attempt {
    enum class State { Created, Open, Paid, Expired, Failed };
    AttemptId id;
    OrderId order;
    int number; ///< of the order: 1, 2...
    std::optional<std::int64_t> amendment; ///< nothing: pays the order as it was placed
    Money amount;
    State state;
    std::string key; ///< idempotency, stored before Stripe is asked
    std::string session, intent, url; ///< "" until Stripe has said
    Instant created_at;
};

/// Why money goes back.
enum class Cause { Cancelled, Refused, Aborted, NotDelivered, Amended, Late, Twice, Goodwill };

/// Money that goes back to the card it came from.
struct Refund {
    enum class State {
        Asked, ///< decided, the bank does not know of it yet
        Sent, ///< the bank has taken it
        Done,
        Failed, ///< the bank could not: somebody must see to it
    };
    RefundId id;
    OrderId order;
    std::string intent; ///< what was paid with it
    Money amount;
    Cause cause;
    std::string reason; ///< typed by a manager, or ""
    std::string lines; ///< of its receipt (receipt.h)
    State state;
    std::string provider_refund; ///< "" until Stripe has taken it
    Instant asked_at;
    std::optional<UserId> by = {}; ///< a manager; nothing: it followed from something else
};

} // namespace ocp::payment
