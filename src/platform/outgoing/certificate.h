#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>

namespace ocp::outgoing {

/// Where somebody who speaks TLS is found.
struct Door {
    std::string host; ///< whose certificate is wanted
    unsigned short port = 443;
    std::string address{}; ///< instead of where the name leads; "" for there
};
/// The one at an https address: "https://host" or "https://host:port".
Door door_of(std::string_view url);

/// Until when the certificate holds that is shown there. Only hands are shaken, nothing is asked; neither who
/// signed it nor whom it names is judged. Five seconds at most; throws std::runtime_error with the reason
/// when none is shown.
Instant certificate_end(Door const&);

} // namespace ocp::outgoing
