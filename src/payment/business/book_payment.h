#pragma once

#include "payment/model/ledger.h"
#include "payment/model/receipt.h"
#include "platform/db/reader.h"

namespace ocp::payment {

/// What a receipt says beside the shop, its number and its hour.
struct Sold {
    ReceiptKind kind = ReceiptKind::Sale;
    std::string order_number;
    std::string mode; ///< "delivery", "pickup"
    std::vector<ReceiptLine> lines;
    std::string reason = {};
};

/// Writes money that came or went into the shop's ledger, and its receipt as it will be for ever (law.md
/// §3.1). The entries come to what the lines come to. Always part of the deed that moves the order, whose row
/// is locked; last before the event, because the shop's next number is held from here on. Answers the
/// receipt's number.
std::int64_t book(db::Transaction&, Booking const&, Sold const&, std::vector<Entry> const&);

} // namespace ocp::payment
