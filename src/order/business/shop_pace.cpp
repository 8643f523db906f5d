#include "order/business/shop_pace.h"

#include "order/model/order_store.h"
#include "pizzeria/business/shop_hours.h"

namespace ocp::order {

Queues read_queues(db::Reader const& reader)
{
    return all_queues(reader);
}

std::int64_t queued_points_of(db::Reader const& reader, PizzeriaId shop)
{
    return queued_points(reader, shop);
}

std::unordered_map<PizzeriaId, Waiting> read_waiting(db::Reader const& reader)
{
    std::unordered_map<PizzeriaId, Waiting> waiting;
    for (auto const& [shop, to_prepare, to_deliver] : waiting_counts(reader))
        waiting[shop] = {to_prepare, to_deliver};
    return waiting;
}

Result<Promise> promise_at(
    pizzeria::Pizzeria const& shop, std::int64_t queued_points, Load const& load, Instant at)
{
    auto const service = pizzeria::open_now(shop, load.mode, at);
    if (!service) return No{Refusal::ShopClosed};
    return kept_within(*service,
        promise_for(queued_points, load.points, shop.capacity_points, load.mode, load.distance_m,
            shop.busy_until, at));
}

Result<Promise> usual_promise(
    pizzeria::Pizzeria const& shop, std::int64_t queued_points, pizzeria::Mode mode, Instant at)
{
    static constexpr std::int64_t neighbourhood_m = 2000;
    static constexpr std::int64_t one_pizza = 3;
    return promise_at(
        shop, queued_points, {one_pizza, mode, mode == pizzeria::Mode::Delivery ? neighbourhood_m : 0}, at);
}

} // namespace ocp::order
