#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::stripe {

/// All that the endpoint must send us, and all that it need.
inline constexpr std::array<std::string_view, 7> wanted_events{"checkout.session.completed",
    "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
    "checkout.session.expired", "charge.refunded", "charge.refund.updated", "payment_intent.payment_failed"};

/// What a webhook tells, as far as it is used: it says where to look, and Stripe is asked what holds.
struct Event {
    std::string id; ///< "evt_1"
    std::string type; ///< "checkout.session.completed"
    std::string api_version; ///< of the endpoint; "" when it is not said
    bool is_live = false; ///< real money
    std::string object_id; ///< of what it is about
    std::string object; ///< "checkout.session", "charge", "refund", "payment_intent"
    std::string payment_intent; ///< its id: the object's own when it is one
    std::string order, attempt; ///< the object's metadata
};

/// Nothing when it is no event: no JSON, no id, no type, no word whether money is real. What else it lacks is
/// "". Never throws, whatever the body.
std::optional<Event> event_in(std::string_view body);

} // namespace ocp::stripe
