#pragma once

#include "order/model/order.h"
#include "platform/db/database.h"
#include "platform/outbox/outbox.h"
#include "stock/model/shelf.h"

#include <map>
#include <string>
#include <vector>

namespace ocp::order {

/// Everything a kitchen board shows, as of one moment, with the cursor of that moment.
struct Board {
    std::vector<OrderView> to_prepare; ///< the earliest promise first
    std::vector<OrderView> in_preparation;
    std::vector<OrderView> ready;
    std::map<OrderId, std::vector<stock::Shortage>>
        shortages; ///< of waiting orders that could not be accepted now
    outbox::Cursor cursor;
};
Board read_board(db::Database&, PizzeriaId);

/// Everything a driver's list shows: what is ready to leave, and what this driver has on the road.
struct Run {
    std::vector<OrderView> ready;
    std::vector<OrderView> mine;
    std::vector<OrderView> in_kitchen; ///< deliveries being prepared
    outbox::Cursor cursor;
};
Run read_run(db::Database&, PizzeriaId, UserId driver);

/// The order of that shop, or nothing: another shop's is not there.
std::optional<OrderView> find_in_shop(db::Database&, PizzeriaId, OrderId);

/// Who took the order: first name of its pizzaiolo or driver, for the one who came second.
std::optional<std::string> taken_by(db::Database&, OrderFacts const&);

} // namespace ocp::order
