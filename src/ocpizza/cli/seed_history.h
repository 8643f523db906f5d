#pragma once

#include "ocpizza/cli/seed_days.h"
#include "ocpizza/cli/seed_people.h"
#include "ocpizza/cli/seed_stock.h"
#include "product/model/catalogue.h"

namespace ocp::seeds {

/// What the past is made of.
struct HistoryParts {
    std::vector<SeededShop> const& shops;
    StaffOfShops const& staff;
    std::vector<std::vector<Customer>> const& customers; ///< in the order of the shops
    product::Catalogue const& catalogue;
    PastDays const& past;
    std::string const& tracking_key;
};

/// Writes the orders of the past days, each with its lines, steps, payments and what it took from the stock.
/// Answers how many rows that were.
std::size_t seed_history(db::Transaction&, Dice&, HistoryParts const&, StockBook&);

} // namespace ocp::seeds
