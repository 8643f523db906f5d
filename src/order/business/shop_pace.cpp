#include "order/business/shop_pace.h"

#include "order/model/order_store.h"

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

Promise usual_promise(
    pizzeria::Pizzeria const& shop, std::int64_t queued_points, pizzeria::Mode mode, Instant at)
{
    static constexpr std::int64_t neighbourhood_m = 2000;
    static constexpr std::int64_t one_pizza = 3;
    return promise_for(queued_points, one_pizza, shop.capacity_points, mode,
        mode == pizzeria::Mode::Delivery ? neighbourhood_m : 0, shop.busy_until, at);
}

} // namespace ocp::order
