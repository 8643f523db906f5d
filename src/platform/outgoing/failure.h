#pragma once

#include <optional>
#include <string_view>

namespace ocp::outgoing {

/// What became of a call that did not end well, for every vendor alike (integrations.md §1).
enum class Failure {
    NotSent, ///< it never reached them: may be sent again at once
    Unknown, ///< they may have done it, or not: ask, or repeat with the same idempotency key
    Later, ///< they ask for patience: 408, 409, 429, 5xx
    No, ///< they will never take it as it is: any other 4xx
    OurFault, ///< key, certificate or address is wrong: 401, 403, a redirect, a certificate nobody trusts
};

/// "not sent", "unknown"...
std::string_view to_text(Failure);

/// `curl_code`: a CURLcode. `status`: of the answer, 0 when there was none. `sent`: whether any byte of the
/// request left. Nothing when it ended well: 2xx, complete.
std::optional<Failure> failure_of(int curl_code, unsigned status, bool sent);

} // namespace ocp::outgoing
