#pragma once

#include "product/business/configuration_rules.h"

#include <string>

namespace ocp::product::picture {

/// The path of the picture that is drawn from the product's recipe; "" when nothing of it is drawn. A pizza
/// that may not be half of one is folded; a deal is a box with a pizza in it.
std::string picture_of(Catalogue const&, Product const&);

/// The same of what somebody made of it: what was left out is not there, what came on top is, two halves
/// show both, and in the box of a deal lies the first pizza that was chosen.
std::string picture_of(Catalogue const&, Configured const&);

} // namespace ocp::product::picture
