#pragma once

#include "base/result.h"
#include "order/model/order.h"
#include "payment/business/tender_rules.h"
#include "platform/db/reader.h"

#include <vector>

namespace ocp::order {

/// What goes into the ledger of what is handed over for an order, whose row is locked (spec §4 Pay on
/// delivery). With vouchers in it, other deeds that count what its client has wait until this one ends.
///
/// AmountWrong (payment::entries_of); VoucherForAlcohol and VoucherLimit, the day being the shop's business
/// day.
Result<std::vector<payment::Entry>> collect(
    db::Transaction&, OrderFacts const&, payment::Tender const&, Instant at);

} // namespace ocp::order
