#pragma once

#include "order/business/follow_order.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/html/view.h"

#include <string>

namespace ocp::order {

/// The tracking page's content: only what really happened, with its hour; lateness said first.
html::View tracking_view(Followed const&, pizzeria::Pizzeria const&, Instant now);

/// "Livrée entre 20 h 05 et 20 h 15": what counts for the customer at this moment.
std::string headline_of(OrderView const&, pizzeria::Pizzeria const&);

} // namespace ocp::order
