#pragma once

#include "base/clock.h"
#include "platform/outgoing/options.h"

#include <optional>
#include <string>

namespace ocp::outgoing {

/// When the certificate ends that is shown at this https address, even when nobody would trust it any more.
/// Nothing when none could be seen within five seconds.
std::optional<Instant> certificate_end(std::string const& url, Options const&);

} // namespace ocp::outgoing
