#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/quantity.h"
#include "platform/db/reader.h"

#include <map>
#include <string>

namespace ocp::seeds {

struct SeededIngredient {
    IngredientId id;
    Quantity alert_below;
};
/// By the code that the recipes of db/seeds use ("mozza_fraiche").
using SeededIngredients = std::map<std::string, SeededIngredient>;

/// Ingredients with their allergens, products with sizes, recipes, reminders and deals, and what can be
/// added.
SeededIngredients seed_catalogue(db::Transaction&, Instant now);

} // namespace ocp::seeds
