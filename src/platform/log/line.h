#pragma once

#include "base/clock.h"
#include "platform/log/log.h"

#include <string>
#include <string_view>

namespace ocp::log {

/// Message and fields as they stand in a line of text.
std::string words_of(std::string_view message, Fields fields);
/// The value alone, unquoted; of a field named like a secret, stars.
std::string value_of(Field const& field);

/// The whole line, its end included.
std::string line_of(Format format, Instant at, Level level, std::string_view message, Fields fields);
std::string line_of(Format format, Instant at, Access const& request);

} // namespace ocp::log
