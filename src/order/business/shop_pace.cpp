#include "order/business/shop_pace.h"

#include "order/model/order_store.h"
#include "order/model/slot_store.h"
#include "pizzeria/business/shop_hours.h"

namespace ocp::order {

namespace {

Schedule schedule_of(
    pizzeria::Pizzeria const& shop, Plan const& taken, pizzeria::Service const& service, Instant at)
{
    return {shop.capacity, taken, service, shop.busy_until, at};
}

} // namespace

Plan taken_of(db::Reader const& reader, PizzeriaId shop, Instant at)
{
    return taken_since(reader, shop, slot_of(at - forgotten_after));
}

std::unordered_map<PizzeriaId, Plan> all_taken(db::Reader const& reader, Instant at)
{
    return all_taken_since(reader, slot_of(at - forgotten_after));
}

std::unordered_map<PizzeriaId, Waiting> read_waiting(db::Reader const& reader)
{
    std::unordered_map<PizzeriaId, Waiting> waiting;
    for (auto const& [shop, to_prepare, to_deliver] : waiting_counts(reader))
        waiting[shop] = {to_prepare, to_deliver};
    return waiting;
}

Result<Slotted> soonest_at(pizzeria::Pizzeria const& shop, Plan const& taken, Load const& load, Instant at)
{
    Result<Slotted> soonest = No{Refusal::ShopClosed};
    for (auto const& service : pizzeria::services_ahead(shop, load.mode, at)) {
        soonest = schedule_of(shop, taken, service, at).soonest(load);
        if (soonest) break;
    }
    return soonest;
}

Result<Slotted> slot_at(
    pizzeria::Pizzeria const& shop, Plan const& taken, Load const& load, Instant wanted, Instant at)
{
    for (auto const& service : pizzeria::services_ahead(shop, load.mode, at))
        if (service.from <= wanted && wanted < service.to)
            return schedule_of(shop, taken, service, at).at(load, wanted);
    return No{Refusal::SlotFull};
}

std::vector<Offer> offers_at(pizzeria::Pizzeria const& shop, Plan const& taken, Load const& load, Instant at)
{
    std::vector<Offer> offers;
    for (auto const& service : pizzeria::services_ahead(shop, load.mode, at))
        for (auto const& offer : schedule_of(shop, taken, service, at).offers(load))
            offers.push_back(offer);
    return offers;
}

Result<Slotted> stretched_at(
    pizzeria::Pizzeria const& shop, Plan const& taken, Promise const& promise, Load const& more, Instant at)
{
    for (auto const& service : pizzeria::services_ahead(shop, more.mode, at))
        if (service.from <= promise.from && promise.from <= service.to)
            return schedule_of(shop, taken, service, at).stretched(promise, more);
    return No{Refusal::ShopClosed};
}

Result<Promise> usual_promise(
    pizzeria::Pizzeria const& shop, Plan const& taken, pizzeria::Mode mode, Instant at)
{
    static constexpr std::int64_t neighbourhood_m = 2000;
    static constexpr std::int64_t points_of_one = 3;
    auto const service = pizzeria::open_now(shop, mode, at);
    if (!service) return No{Refusal::ShopClosed};
    TRY_LET(auto const slotted,
        schedule_of(shop, taken, *service, at)
            .soonest({points_of_one, 1, mode, mode == pizzeria::Mode::Delivery ? neighbourhood_m : 0}));
    return slotted.promise;
}

} // namespace ocp::order
