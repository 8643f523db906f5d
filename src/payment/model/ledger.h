#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "payment/model/payment.h"
#include "payment/model/receipt.h"

#include <optional>
#include <string>

namespace ocp::payment {

/// Whose money it is, and who took it.
struct Booking {
    PizzeriaId shop;
    OrderId order;
    std::optional<UserId> by; ///< nothing: the bank
    Instant at;
};

struct StoredEntry {
    PizzeriaId shop;
    std::int64_t sequence; ///< of the shop; 0 while it has none
    Entry entry;
    Instant at;
    std::optional<std::int64_t> receipt; ///< its number, of the same shop
};

/// What the ledger says of one payment at the bank.
struct IntentSums {
    Money received, refunded; ///< both above zero; a refund that came home again is none
    std::optional<Instant> last_at; ///< of its youngest line
};

struct StoredReceipt {
    PizzeriaId shop;
    std::int64_t sequence;
    OrderId order;
    std::string bytes; ///< receipt_from reads them
};

/// What lists say of a receipt.
struct ReceiptHead {
    std::int64_t sequence;
    ReceiptKind kind;
    Money total;
};

} // namespace ocp::payment
