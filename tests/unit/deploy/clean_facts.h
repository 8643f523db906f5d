#pragma once

#include "ocpizza/deploy/facts.h"

namespace ocp::test {

/// What is found on a real site where all is well.
deploy::Facts clean_facts();

} // namespace ocp::test
