#pragma once

#include "account/model/call.h"
#include "order/business/run_kitchen.h"
#include "platform/html/view.h"
#include "product/model/catalogue.h"

#include <string>
#include <vector>

namespace ocp::order {

/// Where and when a board hangs, and what stands in its forms as CSRF token.
struct BoardPlace {
    pizzeria::Pizzeria const& shop;
    std::string_view csrf;
    Instant now;
};

/// The kitchen board: tickets by promise, what lacks, what waits for the oven (spec §4 Orders to prepare).
/// The same for all who work there.
html::View board_view(Board const&, BoardPlace const&, product::Catalogue const&);

/// «Il manque 120 g de mozzarella, 2 pièces d’œuf».
std::string shortage_words(std::vector<stock::Shortage> const&, product::Catalogue const&);

} // namespace ocp::order
