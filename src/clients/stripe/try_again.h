#pragma once

#include "platform/outgoing/caller.h"

#include <chrono>
#include <optional>

namespace ocp::stripe {

/// How long to wait before the same is asked again: by chance, between both.
struct Wait {
    std::chrono::milliseconds shortest, longest;
};

/// Whether whoever waits should see the same asked again after `tries` of them, with `left` of the time; the
/// call must carry its idempotency key. Once when the connection failed, up to twice when the key is in use
/// by a call under way (409) or Stripe says so in Stripe-Should-Retry; never when that says no, nor when
/// under a second would be left for the answer.
std::optional<Wait> wait_before_another(outgoing::Answer const&, int tries, std::chrono::milliseconds left);

} // namespace ocp::stripe
