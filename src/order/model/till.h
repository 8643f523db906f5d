#pragma once

#include "order/model/order.h"
#include "payment/model/receipt.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// A line of a shop's ledger as the till shows it.
struct TillLine {
    std::int64_t sequence; ///< 0 while it has no number
    Instant at;
    OrderId order;
    std::string order_number;
    payment::Means means;
    Money amount;
    std::optional<std::int64_t> receipt;
    std::string by; ///< first name of who took it or gave it back; "": the bank, or nobody any more
};

/// An order whose money is not all there.
struct Owed {
    OrderId order;
    std::string number;
    Status status;
    Instant promised_to;
    Money due;
};

} // namespace ocp::order
