#pragma once

#include "ocpizza/deploy/facts.h"

#include <optional>
#include <string>

namespace ocp::deploy {

/// What the ELF file says of its protections; nothing when it cannot be read or is none.
std::optional<Hardening> hardening_of(std::string const& path);

} // namespace ocp::deploy
