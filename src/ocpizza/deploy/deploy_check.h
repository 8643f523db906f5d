#pragma once

#include "ocpizza/deploy/check.h"

#include <string>
#include <vector>

namespace ocp::deploy {

/// One check that found something.
struct Finding {
    std::string id;
    Severity severity;
    std::string found, risk, cure;
};

/// Runs every check of every topic, in the order of the tables.
std::vector<Finding> findings(Facts const&);

/// The findings for which `serve` must not start in production.
std::vector<Finding> findings_that_stop_serving(Facts const&);

} // namespace ocp::deploy
