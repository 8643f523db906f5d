#pragma once

#include "ocpizza/settings.h"

#include <optional>

namespace ocp::cli {

/// The process's environment and the file .env of the current folder.
SettingSources setting_sources();

/// The settings, complete; or nothing, after every fault was printed on standard error. In development
/// without SECRET_KEY, one is made once and kept in var/secret_key (mode 600).
std::optional<Settings> settings_or_complaints(SettingSources const&);

} // namespace ocp::cli
