#pragma once

#include "product/model/product.h"
#include "stock/model/shelf.h"

#include <cstdint>
#include <vector>

namespace ocp::stock {

/// How many portions with these needs the shelf still gives; 0 when an ingredient is not there at all.
std::int64_t portions(Shelf const& shelf, product::Needs const& needs);

/// What lacks for these needs, in id order; empty when all suffices.
std::vector<Shortage> shortages(Shelf const& shelf, product::Needs const& needs);

} // namespace ocp::stock
