#pragma once

#include "ocpizza/deploy/deploy_check.h"

#include <string>
#include <vector>

namespace ocp::deploy {

/// For a person: id and what was found, then risk and cure.
std::string words(std::vector<Finding> const&);
/// An array of {id, severity, found, risk, cure}, and a line break.
std::string json(std::vector<Finding> const&);

/// 0 nothing found, 1 something found, 2 something could not be looked at, whatever was found.
int exit_code(std::vector<Finding> const&, Facts const&);

} // namespace ocp::deploy
