#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>

namespace ocp::test {

struct WebhookBody {
    std::string_view text;
};

/// The header Stripe-Signature under which Stripe would send it.
std::string stripe_signature(WebhookBody, std::string_view secret, Instant at);

} // namespace ocp::test
