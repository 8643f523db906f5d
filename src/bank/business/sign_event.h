#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ocp::bank {

/// The header Stripe-Signature of an event that leaves at `now`, in Unix seconds: "t=1700000000,v1=<hex>",
/// HMAC-SHA256 of "t.body" with the whole secret, "whsec_" included.
std::string signature_of(std::string_view body, std::string_view secret, std::int64_t now);

} // namespace ocp::bank
