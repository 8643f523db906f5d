#pragma once

#include "base/clock.h"
#include "platform/db/database.h"

#include <chrono>
#include <optional>
#include <string>

namespace ocp::seeds {

struct DemoOptions {
    std::size_t shops = 8;
    std::int64_t orders = 0; ///< past ones
    std::string tracking_key{}; ///< derives the links of past orders, as `order::OrderDesk` does
    std::uint64_t chance = 1; ///< another number tells another past; the same one, on the same day, the same
};

/// What was made, and how long it took.
struct DemoMade {
    std::size_t shops;
    std::size_t products;
    std::size_t ingredients;
    std::size_t people;
    std::int64_t orders;
    std::size_t rows_of_orders;
    std::string password;
    std::chrono::duration<double> orders_took;
    std::chrono::duration<double> all_took;
};

/// Fills an empty shop database with the demo group of data.md and so many past orders, all or nothing.
/// Answers nothing, and changes nothing, when pizzerias are there already.
std::optional<DemoMade> seed_demo(db::Database&, Instant now, DemoOptions);

/// One line for the terminal.
std::string summary(DemoMade const&);

} // namespace ocp::seeds
