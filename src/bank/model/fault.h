#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <tl/expected.hpp>

namespace ocp::bank {

/// A refusal in Stripe's words.
struct Fault {
    unsigned status = 400;
    std::string type = "invalid_request_error";
    std::string code{}, param{}, message{};
    /// Only what was begun is kept under an idempotency key; a request that is not in order never begins.
    bool had_begun = false;
};

/// What a call of the interface is answered.
using Outcome = tl::expected<nlohmann::json, Fault>;

/// {"error": {...}}
nlohmann::json json_of(Fault const&);

} // namespace ocp::bank
