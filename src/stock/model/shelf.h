#pragma once

#include "base/id.h"
#include "base/quantity.h"

#include <unordered_map>

namespace ocp::stock {

/// What a shop can still promise of each ingredient: available less held. What is absent is not there.
using Shelf = std::unordered_map<IngredientId, Quantity>;

/// One ingredient that does not suffice, and how much of it lacks.
struct Shortage {
    IngredientId ingredient;
    Quantity missing;
};

} // namespace ocp::stock
