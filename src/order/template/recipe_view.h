#pragma once

#include "platform/html/view.h"
#include "product/model/catalogue.h"
#include "product/model/reminder.h"

#include <optional>
#include <string_view>

namespace ocp::order {

/// «Aide-mémoire» of a product at a size: grams in the order of the sheet, the reminder's lines, allergens.
html::View recipe_view(product::Catalogue const&, product::Product const&, std::string_view size,
    std::optional<product::Reminder> const&, std::string_view shop_slug);

} // namespace ocp::order
