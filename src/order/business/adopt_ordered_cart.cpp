#include "order/business/adopt_ordered_cart.h"

#include "cart/business/change_cart.h"
#include "order/model/order_store.h"

namespace ocp::order {

void adopt_ordered_cart(db::Transaction& tx, CartId visitors, UserId person, Instant at)
{
    auto const ordered = lock_orders_of_cart(tx, visitors);
    auto const kept = cart::adopt_cart(tx, visitors, person, at);
    if (!ordered.empty() && kept != visitors) move_orders_to_cart(tx, visitors, kept);
}

} // namespace ocp::order
