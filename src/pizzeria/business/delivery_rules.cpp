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

Result<DeliveryZone> zone_for(std::vector<DeliveryZone> const& zones, std::int64_t distance)
{
    for (auto const& zone : zones)
        if (distance <= zone.radius_m) return zone;
    return No{Refusal::OutsideDeliveryZone};
}

} // namespace ocp::pizzeria
