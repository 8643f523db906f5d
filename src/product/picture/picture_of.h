#pragma once

#include "product/business/configuration_rules.h"

#include <string>

namespace ocp::product::picture {

/// The path of the picture that is drawn from the product's recipe; "" when nothing of it is drawn.
std::string picture_of(Catalogue const&, Product const&);

/// The same of what somebody made of it: what was left out is not there, what came on top is, and two halves
/// show both.
std::string picture_of(Catalogue const&, Configured const&);

} // namespace ocp::product::picture
