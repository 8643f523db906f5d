#pragma once

#include "base/clock.h"
#include "platform/log/log.h"

#include <string>
#include <string_view>

namespace ocp::log {

enum class Level { Info, Warning, Error };

/// The whole line, its end included.
std::string line_of(Format format, Instant at, Level level, std::string_view message, Fields fields);
std::string line_of(Format format, Instant at, Access const& request);

} // namespace ocp::log
