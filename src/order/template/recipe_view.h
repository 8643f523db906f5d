#pragma once

#include "platform/html/view.h"
#include "product/model/catalogue.h"
#include "product/model/reminder.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::order {

/// A line of an order whose recipe is looked at.
struct OrderedRecipe {
    std::string number; ///< "042"
    std::string name; ///< "Moitié Reine, moitié Diavola"
    product::Needs needs; ///< of one of it, as copied when it was ordered
};

/// «Aide-mémoire» of a product at a size: grams in the order of the sheet, the reminder's lines, allergens.
/// With a line of an order: the grams of that line, and which differ.
html::View recipe_view(product::Catalogue const&, product::Product const&, std::string_view size,
    std::optional<OrderedRecipe> const&, std::optional<product::Reminder> const&, std::string_view shop_slug);

} // namespace ocp::order
