#pragma once

#include "base/result.h"
#include "order/model/order.h"
#include "payment/business/book_payment.h"
#include "payment/business/give_back_rules.h"
#include "payment/model/payment.h"
#include "platform/db/reader.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// What a receipt of the whole order says.
payment::Sold sold(db::Reader const&, OrderFacts const&);

struct RefundWish {
    payment::Cause cause;
    std::string reason;
    std::optional<UserId> by;
    std::optional<Money> amount = {}; ///< nothing: all that is left
    std::vector<payment::ReceiptLine> lines = {}; ///< below zero, when it is for these
};

/// Decides that money paid online goes back to its card: rows, and a task by which it is sent once this is
/// committed (spec §3, refunds without anyone asking). The order's row is locked. Never more than came and is
/// not on its way back already; answers how much of the wish that is, often nothing.
Money ask_refund(db::Transaction&, OrderFacts const&, RefundWish const&, Instant at);

/// What a receipt says when the order's money changes by so much, below zero when it goes back: the wished
/// lines where they fit (lines_of_change). The order stands as it is to be from now on.
std::vector<payment::ReceiptLine> told_lines(
    db::Reader const&, OrderFacts const&, Money change, std::vector<payment::ReceiptLine> const& wished = {});

/// Paid online and neither given back nor on its way.
Money refundable(db::Reader const&, OrderId);

/// The refunds that their card did not take, each with what is still to be given back of it.
std::map<RefundId, Money> refunds_to_make_good(db::Reader const&, OrderId);

/// How far the order's money has come on its way back.
payment::GoingBack going_back_of(db::Reader const&, OrderId);

} // namespace ocp::order
