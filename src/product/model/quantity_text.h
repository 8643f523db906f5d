#pragma once

#include "base/quantity.h"

#include <string>
#include <string_view>

namespace ocp::product {

/// «130 g», «1,5 pièce»: decimals only when there are some, a no-break space before the unit.
std::string quantity_text(Quantity quantity, std::string_view unit);

} // namespace ocp::product
