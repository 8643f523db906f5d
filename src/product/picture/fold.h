#pragma once

#include "product/picture/dice.h"

#include <string>

namespace ocp::product::picture {

/// A round of dough folded over what lies on it: a half-moon, its edge pleated, the top torn open along a
/// mouth through which the filling shows.
struct Fold {
    std::string definitions;
    std::string below; ///< the dough; ends inside the group that shows the filling through the cuts only
    std::string above; ///< closes that group: lips, pleats, blisters
};
/// Wants the gradients "k1" to "k6" of a pizza, and a filling on a disc of 150 round the middle.
Fold fold(Dice&);

} // namespace ocp::product::picture
