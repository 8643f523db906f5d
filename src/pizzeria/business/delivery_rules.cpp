#include "pizzeria/business/delivery_rules.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ocp::pizzeria {

std::int64_t distance_m(Position a, Position b)
{
    static constexpr double earth_radius_m = 6'371'008.0;
    static constexpr double radian = std::numbers::pi / 180.0;
    auto const half_latitude = std::sin((b.latitude - a.latitude) * radian / 2);
    auto const half_longitude = std::sin((b.longitude - a.longitude) * radian / 2);
    auto const h = half_latitude * half_latitude
        + std::cos(a.latitude * radian) * std::cos(b.latitude * radian) * half_longitude * half_longitude;
    return std::llround(2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(h))));
}

bool lies_inside(std::vector<Position> const& polygon, Position point)
{
    // A line from the point to the east crosses the border an odd number of times.
    bool inside = false;
    for (std::size_t i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
        auto const &a = polygon[i], &b = polygon[before];
        if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) continue;
        auto const share = (point.latitude - a.latitude) / (b.latitude - a.latitude);
        if (point.longitude < a.longitude + share * (b.longitude - a.longitude)) inside = !inside;
    }
    return inside;
}

Result<DeliveryZone> zone_for(Pizzeria const& shop, Position place)
{
    auto const distance = distance_m(shop.position, place);
    for (auto const& zone : shop.zones)
        if (zone.polygon.empty() ? distance <= zone.radius_m : lies_inside(zone.polygon, place)) return zone;
    return No{Refusal::OutsideDeliveryZone};
}

} // namespace ocp::pizzeria
