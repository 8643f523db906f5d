#pragma once

#include "base/result.h"
#include "pizzeria/model/pizzeria.h"

#include <cstdint>

namespace ocp::pizzeria {

/// Metres between two points as the crow flies (great circle, mean radius 6 371 008 m).
std::int64_t distance_m(Position a, Position b);

/// The first zone of the shop that holds this place, or OutsideDeliveryZone.
Result<DeliveryZone> zone_for(Pizzeria const&, Position);

/// Whether the point lies inside the polygon; its edges are straight lines of longitude and latitude, as a
/// map of a town shows them. A point on an edge may be either.
bool lies_inside(std::vector<Position> const& polygon, Position);

} // namespace ocp::pizzeria
