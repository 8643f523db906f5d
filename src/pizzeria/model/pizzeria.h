#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::pizzeria {

/// A point on the ground, in degrees (WGS 84).
struct Position {
    double latitude = 0;
    double longitude = 0;
};

/// Where an address is, and how sure that is.
struct Place {
    Position position;
    bool to_check = false; ///< placed by its postcode only: the shop looks before the driver leaves
};

/// How the customer gets the order.
enum class Mode { Delivery, Pickup };

/// One service of one weekday, in minutes since the shop's local midnight; `to_minute` may pass 1440.
struct OpeningHours {
    int weekday; ///< 1 Monday … 7 Sunday
    int from_minute;
    int to_minute;
    std::optional<Mode> only; ///< nothing: both modes
};

struct Closure {
    Instant from;
    Instant to;
    std::string reason;
};

/// Where a shop delivers, and at what price: all within a distance, or all within a line on the map.
struct DeliveryZone {
    std::int64_t radius_m; ///< 0 of a polygon
    Money fee;
    Money minimum;
    std::vector<Position> polygon = {}; ///< its corners in order; none of a radius
};

/// What a shop can do in ten minutes, and who drives for it.
struct Capacity {
    std::int64_t points; ///< load points it makes
    std::int64_t oven_pizzas; ///< pizzas its oven bakes
    std::int64_t drivers;
};

struct Pizzeria {
    PizzeriaId id;
    std::string name;
    std::string code; ///< "BEL", begins its order numbers
    std::string slug; ///< "bellecour", stands in addresses
    std::string phone; ///< E.164
    std::string time_zone;
    Position position;
    std::string line;
    std::string postcode;
    std::string city;
    Capacity capacity;
    std::optional<Instant> busy_until;
    std::vector<OpeningHours> hours;
    std::vector<Closure> closures; ///< not yet over
    std::vector<DeliveryZone> zones; ///< the first that holds an address counts
};

} // namespace ocp::pizzeria
