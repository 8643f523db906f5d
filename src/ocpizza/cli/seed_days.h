#pragma once

#include "base/clock.h"
#include "ocpizza/cli/seed_dice.h"
#include "ocpizza/cli/seed_shops.h"

#include <vector>

namespace ocp::seeds {

/// One past day: how many orders each shop had, in the order of the shops.
struct PastDay {
    int offset; ///< days from that of the anchor, negative
    std::vector<std::int64_t> orders;
};

/// The days over which so many orders spread, oldest first: about 45 a shop and day, Fridays and Saturdays
/// full, none where the shop is closed. The newest is yesterday: whatever began then has ended.
struct PastDays {
    Instant anchor;
    std::vector<PastDay> days;
};
PastDays past_days(Dice&, std::vector<SeededShop> const&, std::int64_t orders, Instant now);

/// When they were placed, earliest first: around noon and in the evening, while the shop was open.
std::vector<Instant> order_moments(
    Dice&, SeededShop const&, Instant anchor, PastDay const&, std::int64_t count);

/// The morning of the day, before the shop opens.
Instant morning_of(SeededShop const&, Instant anchor, PastDay const&);

} // namespace ocp::seeds
