#pragma once

#include "payment/model/ledger.h"
#include "payment/model/receipt.h"
#include "platform/db/reader.h"

#include <optional>
#include <vector>

namespace ocp::payment {

/// The lines of an order, the oldest first.
std::vector<StoredEntry> entries_of(db::Reader const&, OrderId);
/// The same, without how they are stored.
std::vector<Entry> ledger_of(db::Reader const&, OrderId);
/// What the order's receipts come to, by rate.
RateSums rates_of_order(db::Reader const&, OrderId);
/// The receipts of an order, the oldest first.
std::vector<ReceiptHead> receipt_heads_of(db::Reader const&, OrderId);
std::vector<StoredReceipt> receipts_of(db::Reader const&, OrderId);

/// What the client has paid with meal vouchers from then on, whatever the order and the shop.
Money vouchers_of_client(db::Reader const&, UserId client, Instant since);

std::optional<StoredReceipt> receipt_numbered(db::Reader const&, PizzeriaId, std::int64_t sequence);
/// How often it was given out again.
int copies_of(db::Reader const&, PizzeriaId, std::int64_t sequence);

} // namespace ocp::payment
