#pragma once

#include "product/model/catalogue.h"

#include <string>

namespace ocp::product::picture {

/// The path of the picture that is drawn from the product's recipe; "" when nothing of it is drawn.
std::string picture_of(Catalogue const&, Product const&);

} // namespace ocp::product::picture
