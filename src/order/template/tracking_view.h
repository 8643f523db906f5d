#pragma once

#include "order/business/follow_order.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/html/view.h"

#include <string_view>

namespace ocp::order {

/// The tracking page's content: only what really happened, with its hour; lateness said first.
html::View tracking_view(
    Followed const&, std::string_view token, pizzeria::Pizzeria const&, Language, Instant now);

/// "Livrée entre 20 h 05 et 20 h 15": what counts for the customer at this moment.
Text headline_of(OrderView const&, pizzeria::Pizzeria const&);

} // namespace ocp::order
