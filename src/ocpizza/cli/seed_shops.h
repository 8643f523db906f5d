#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/db/reader.h"

#include <string>
#include <vector>

namespace ocp::seeds {

struct SeededShop {
    PizzeriaId id;
    std::string name, code, slug, time_zone;
    pizzeria::Position position;
    pizzeria::DeliveryZone zone;
    std::vector<pizzeria::OpeningHours> hours;
    pizzeria::Capacity capacity;
    double sales_weight;
    std::vector<std::string> sold_out; ///< codes of ingredients that are used up there
};

/// The first `count` pizzerias of the demo group. Beyond the eight of db/seeds, further ones open around them
/// («Bellecour 2», BEL2).
std::vector<SeededShop> seed_shops(db::Transaction&, std::size_t count, Instant now);

/// "04 65 71 10 02" → "+33465711002".
std::string international(std::string_view french_number);

} // namespace ocp::seeds
