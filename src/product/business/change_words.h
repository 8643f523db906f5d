#pragma once

#include "base/words.h"
#include "product/business/configuration_rules.h"

#include <vector>

namespace ocp::product {

/// «pâte fine, sans olives noires, + 2 × chorizo doux»; of halves «Reine : sans olives noires, Diavola : +
/// câpres». Empty when nothing differs from the recipe.
Text words_of(std::vector<Change> const&);

/// What stands under a line's name: its changes, or what is in the deal, one line each: «Reine 31 cm : sans
/// olives noires».
std::vector<Text> contents_of(Configured const&);

} // namespace ocp::product
