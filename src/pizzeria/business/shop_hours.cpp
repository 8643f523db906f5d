#include "pizzeria/business/shop_hours.h"

#include "pizzeria/model/local_time.h"

#include <algorithm>

namespace ocp::pizzeria {

std::vector<Service> services_around(Pizzeria const& shop, Instant at)
{
    auto const today = local_time(at, shop.time_zone).weekday;
    std::vector<Service> services;
    for (int days = -1; days <= 7; ++days) {
        auto const weekday = (today - 1 + days + 7) % 7 + 1;
        for (auto const& hours : shop.hours)
            if (hours.weekday == weekday)
                services.push_back({moment_of(at, days, hours.from_minute, shop.time_zone),
                    moment_of(at, days, hours.to_minute, shop.time_zone), hours.only});
    }
    return services;
}

std::optional<Service> open_now(Pizzeria const& shop, Mode mode, Instant at)
{
    return open_service(services_around(shop, at), shop.closures, mode, at);
}

std::vector<Service> services_ahead(Pizzeria const& shop, Mode mode, Instant at)
{
    auto const days = local_time(at, shop.time_zone).minute < day_begins_minute ? 0 : 1;
    auto const day_ends = moment_of(at, days, day_begins_minute, shop.time_zone);
    auto ahead = services_between(services_around(shop, at), shop.closures, mode, at, day_ends);
    for (auto& service : ahead)
        if (service.from > at) service.to = std::min(service.to, day_ends);
    return ahead;
}

OpeningText opening_text(Pizzeria const& shop, Instant at)
{
    auto const services = services_around(shop, at);
    for (auto const mode : {Mode::Delivery, Mode::Pickup})
        if (auto const service = open_service(services, shop.closures, mode, at))
            return {true, tr("ouvert jusqu’à {}", clock_text(service->to, shop.time_zone))};
    auto const next = next_opening(services, shop.closures, Mode::Pickup, at);
    if (!next) return {false, tr("fermé cette semaine"), tr("n’ouvre pas cette semaine")};
    auto const hour = clock_text(*next, shop.time_zone);
    auto const today = local_time(*next, shop.time_zone).date() == local_time(at, shop.time_zone).date();
    auto const opens
        = today ? tr("ouvre à {}", hour) : tr("ouvre {} à {}", day_text(*next, shop.time_zone), hour);
    return {false, opens, opens};
}

} // namespace ocp::pizzeria
