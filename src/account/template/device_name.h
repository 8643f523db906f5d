#pragma once

#include "base/words.h"

#include <string_view>

namespace ocp::account {

/// «Firefox sur Windows», out of a User-Agent; «Appareil inconnu» when nothing in it is known.
Text device_name(std::string_view user_agent);

} // namespace ocp::account
