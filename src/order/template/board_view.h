#pragma once

#include "account/model/call.h"
#include "order/business/run_kitchen.h"
#include "platform/html/view.h"
#include "product/model/catalogue.h"

#include <string>
#include <vector>

namespace ocp::order {

/// The kitchen board: tickets by promise, what lacks, what waits for the oven (spec §4 Orders to prepare).
html::View board_view(Board const&, account::Call const&, product::Catalogue const&);

/// «Il manque 120 g de mozzarella, 2 pièces d’œuf».
std::string shortage_words(std::vector<stock::Shortage> const&, product::Catalogue const&);

} // namespace ocp::order
