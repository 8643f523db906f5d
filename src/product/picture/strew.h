#pragma once

#include "product/picture/dice.h"

#include <set>
#include <string>
#include <string_view>

namespace ocp::product::picture {

/// Codes of `ingredients.drawing`.
using Codes = std::set<std::string_view>;

struct Strewn {
    std::string definitions; ///< gradients, and the drawn pieces
    std::string body; ///< where each lies, and its shadow
};
/// Lays the toppings among the codes on a disc round the middle: low ones first, pieces of one kind apart
/// from each other, fewer of each the more kinds there are.
Strewn strew(Codes const&, Dice&);

} // namespace ocp::product::picture
