#pragma once

#include "order/model/order.h"
#include "payment/business/book_payment.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// Money of an order that was given back, or that came home again.
struct Back {
    payment::ReceiptKind kind;
    std::vector<payment::ReceiptLine> lines;
    std::string reason;
    std::vector<payment::Entry> entries; ///< below zero what was given back
    std::optional<UserId> by; ///< nothing: the bank
    Instant at;
};

/// Writes it into the ledger with its receipt, mails that, and moves the order's payment on. The order's row
/// is locked. Last of the transaction: the ledger is locked from here on.
void book_back(db::Transaction&, OrderFacts const&, Back const&);

} // namespace ocp::order
