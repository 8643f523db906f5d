#pragma once

#include "base/clock.h"

#include <string_view>

namespace ocp::stripe {

/// What came to the webhook.
struct Delivery {
    std::string_view signature; ///< the header Stripe-Signature, "" when absent
    std::string_view body; ///< the very bytes, unread
};

/// Whether whoever knows `secret` (used whole, "whsec_" included) sent it in the last 300 seconds: the
/// verdicts of Stripe's own library, which lets a time in the future through. Any of several `v1` counts, no
/// other scheme. An empty secret signs nothing. Nothing is learned from how long it takes.
bool is_genuine(Delivery const&, std::string_view secret, Instant now);

} // namespace ocp::stripe
