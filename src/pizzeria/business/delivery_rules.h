#pragma once

#include "base/result.h"
#include "pizzeria/model/pizzeria.h"

#include <cstdint>

namespace ocp::pizzeria {

/// Metres between two points as the crow flies (great circle, mean radius 6 371 008 m).
std::int64_t distance_m(Position a, Position b);

/// The nearest zone that reaches `distance` metres, or OutsideDeliveryZone.
Result<DeliveryZone> zone_for(std::vector<DeliveryZone> const& zones, std::int64_t distance);

} // namespace ocp::pizzeria
