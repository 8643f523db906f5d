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

/// "06 39 98 12 34" for a French number in E.164, others as they are.
std::string readable_phone(std::string_view e164);

} // namespace ocp::order
