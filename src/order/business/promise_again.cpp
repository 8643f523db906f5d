#include "order/business/promise_again.h"

#include "order/business/destination.h"
#include "order/business/shop_pace.h"
#include "order/model/order_store.h"
#include "order/model/slot_store.h"
#include "pizzeria/business/shop_directory.h"

namespace ocp::order {

void promise_again(
    db::Transaction& tx, std::vector<pizzeria::Pizzeria> const& shops, OrderFacts const& order, Instant at)
{
    auto const* shop = pizzeria::shop_in(shops, order.shop);
    if (!shop) return;
    lock_shop(tx, order.shop);
    auto const view = find_order(tx, order.shop, order.id).value();
    auto taken = taken_of(tx, order.shop, at);
    taken -= order.plan;
    auto const work = sum_of(order.plan);
    auto const soonest
        = soonest_at(*shop, taken, {work.points, work.pizzas, order.mode, distance_of(view, *shop)}, at);
    if (!soonest || soonest->promise.from <= view.promised_from) return;
    auto change = soonest->plan;
    change -= order.plan;
    take_slots(tx, order.shop, change);
    plan_anew(tx, order.id, soonest->plan, soonest->promise.from, soonest->promise.to, at);
}

} // namespace ocp::order
