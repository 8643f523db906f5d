#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "payment/model/payment.h"
#include "payment/model/receipt_line.h"
#include "pizzeria/model/letterhead.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::payment {

enum class ReceiptKind {
    Sale,
    Correction, ///< a paid order was changed: what left it, below zero, and what came
    Refund,
    RefundFailed, ///< takes a refund back
};
std::string_view slug(ReceiptKind);
/// Throws on any other word.
ReceiptKind receipt_kind_from(std::string_view slug);

/// Everything a receipt says (law.md §3.1). It is written once, as text, and only read afterwards; it names
/// no customer, so that it can stay when somebody wants to be forgotten.
struct Receipt {
    pizzeria::Letterhead shop;
    std::int64_t sequence = 0; ///< of the shop, without a gap
    ReceiptKind kind = ReceiptKind::Sale;
    std::string order_number;
    Instant at;
    std::string mode; ///< "delivery", "pickup": how it was sold
    std::vector<ReceiptLine> lines;
    std::vector<Entry> payments;
    std::string reason; ///< of a refund, or ""

    /// "BEL-R000042".
    std::string number() const;
};

/// JSON in one fixed order of fields; `receipt_from` reads it, and throws on anything else.
std::string text_of(Receipt const&);
Receipt receipt_from(std::string_view);
std::string text_of(std::vector<ReceiptLine> const&);
std::vector<ReceiptLine> receipt_lines_from(std::string_view);

} // namespace ocp::payment
