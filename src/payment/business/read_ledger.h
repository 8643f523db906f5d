#pragma once

#include "payment/model/ledger.h"
#include "payment/model/receipt.h"
#include "platform/db/reader.h"

#include <vector>

namespace ocp::payment {

/// The lines of an order, the oldest first.
std::vector<StoredEntry> entries_of(db::Reader const&, OrderId);
/// What the order's receipts come to, by rate.
RateSums rates_of_order(db::Reader const&, OrderId);
std::vector<StoredReceipt> receipts_of(db::Reader const&, OrderId);

} // namespace ocp::payment
