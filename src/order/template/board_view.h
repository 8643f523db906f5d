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

/// «2 Reine 31 cm, 1 Margherita 26 cm».
std::string summary_with_sizes(OrderView const&);

/// The kinds of events that a board or a driver's list reacts to.
inline constexpr std::string_view board_events
    = "order.placed order.accepted order.ready order.departed order.delivered order.picked_up order.refused "
      "order.cancelled order.not_delivered order.corrected order.amended";

} // namespace ocp::order
