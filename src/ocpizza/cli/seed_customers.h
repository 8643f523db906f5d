#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "ocpizza/cli/seed_dice.h"
#include "ocpizza/cli/seed_shops.h"
#include "platform/db/reader.h"

#include <string>
#include <vector>

namespace ocp::seeds {

/// Somebody who orders, and where it is brought.
struct Customer {
    UserId id;
    std::string name;
    std::string phone; ///< E.164 or ""
    AddressId address;
    std::string line, postcode, city;
    pizzeria::Position position;
};

/// The customers of each shop, in the order of the shops: those of the cast who live nearest to it, and about
/// `count` more in all, living in the streets around their shop.
std::vector<std::vector<Customer>> seed_customers(db::Transaction&, Dice&, std::vector<SeededShop> const&,
    std::vector<Customer> const& cast, std::int64_t count, std::string const& password_hash, Instant now);

} // namespace ocp::seeds
