#pragma once

#include "base/result.h"
#include "order/business/ask_refund.h"
#include "order/model/amendment.h"
#include "payment/model/payment.h"

#include <optional>
#include <vector>

namespace ocp::order {

/// How long an amendment waits for its difference.
inline constexpr auto hold_of_amendment = std::chrono::minutes{15};

/// The receipt of a change: what leaves the order, below zero, and what comes.
std::vector<payment::ReceiptLine> correction_lines(
    db::Reader const&, OrderFacts const&, std::vector<OrderLine> const& lines, AmendedOrder const& becomes);

/// The order stays as it is, and what it shall become waits beside it for its difference, for a quarter of an
/// hour and with its own hold of goods and slots (data.md, Amending). The order's and the shop's rows are
/// locked. SoldOut.
Result<void> await_difference(db::Transaction&, OrderFacts const&, Amendment, Instant at);

/// What waits beside the order goes; nothing when nothing does. Answers the slots that were kept for it: the
/// caller gives them back with its own, and then the goods: hold_own_alone, or all that the order holds.
std::optional<Plan> drop_amendment(db::Transaction&, OrderFacts const&, Instant at);
/// The order goes on, and holds what it needs itself.
void hold_own_alone(db::Transaction&, OrderFacts const&, Instant at);
/// What waits beside the order goes, and its slots are given back. Its goods stay held until the caller, who
/// may take other slots first, moves the holds, or hold_own_alone.
void forget_amendment(db::Transaction&, OrderFacts const&, Instant at);

/// The difference is paid: the order becomes what waited, and the receipt says so. False when that is too
/// late: the kitchen has begun, or the order became another meanwhile; then nothing was changed.
bool apply_amendment(
    db::Transaction&, OrderFacts const&, Amendment const&, payment::Entry const&, Instant at);

} // namespace ocp::order
