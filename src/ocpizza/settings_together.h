#pragma once

#include "ocpizza/settings.h"

#include <vector>

namespace ocp {

/// What is wrong with settings that are each well formed but do not fit one another or the environment.
std::vector<SettingFault> disagreements(Settings const& settings);

} // namespace ocp
