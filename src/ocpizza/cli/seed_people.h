#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "ocpizza/cli/seed_customers.h"
#include "ocpizza/cli/seed_shops.h"
#include "platform/db/reader.h"

#include <map>
#include <string>
#include <vector>

namespace ocp::seeds {

/// Who works in a shop.
struct Staff {
    std::vector<UserId> managers, pizzaiolos, drivers;
};
using StaffOfShops = std::map<PizzeriaId, Staff>;

struct SeededPeople {
    StaffOfShops staff;
    std::vector<Customer> customers; ///< those of the cast who order
};

/// The password of every demo account, and its hash: one for all, since hashing is slow on purpose.
std::string demo_password();

/// The named cast and the accounts of each shop, with their roles and addresses.
SeededPeople seed_people(
    db::Transaction&, std::vector<SeededShop> const&, std::string const& password_hash, Instant now);

} // namespace ocp::seeds
