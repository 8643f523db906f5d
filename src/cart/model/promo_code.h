#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::cart {

/// A word that lowers a price. Either `percent` or `amount`.
struct PromoCode {
    std::int64_t id;
    std::string code; ///< in capitals
    std::optional<int> percent;
    std::optional<Money> amount;
    Money minimum; ///< of what is in the cart
    Instant from, to;
    std::optional<std::int64_t> max_uses; ///< of all customers
    std::int64_t uses;
    std::optional<std::int64_t> uses_per_client;
    std::vector<PizzeriaId> shops; ///< none: every shop
};

} // namespace ocp::cart
