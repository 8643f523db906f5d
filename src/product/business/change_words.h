#pragma once

#include "product/business/configuration_rules.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::product {

/// «pâte fine, sans olives noires, peu de mozzarella, + 2 chorizo doux»; of halves «Reine : sans olives
/// noires ; Napoli : + câpres». "" when nothing differs from the recipe.
std::string words_of(std::vector<Change> const&);

/// «de mozzarella», «d’olives noires».
std::string of_what(std::string_view what);

/// What stands under a line's name: its changes, or what is in the deal, one line each: «Reine 31 cm : sans
/// olives noires».
std::vector<std::string> contents_of(Configured const&);

} // namespace ocp::product
