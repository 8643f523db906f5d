#pragma once

#include "ocpizza/deploy/facts.h"

namespace ocp::test {

/// What is found on a real site where all is well.
deploy::Facts clean_facts();
/// The same of an account at Stripe; `clean_facts` have none.
deploy::StripeFacts clean_stripe();

} // namespace ocp::test
