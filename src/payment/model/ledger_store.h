#pragma once

#include "payment/model/ledger.h"
#include "payment/model/receipt.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::payment {

/// The next numbers of a shop's ledger. Its row stays locked until the end of the transaction, so that no
/// number is left out: take them last, before the event.
struct LedgerNumbers {
    std::int64_t first_entry, receipt;
};
LedgerNumbers take_ledger_numbers(db::Transaction&, PizzeriaId, std::size_t entries);

void add_entries(db::Transaction&, Booking const&, LedgerNumbers, std::vector<Entry> const&);
/// With its sums by rate.
void add_receipt(db::Transaction&, OrderId, Receipt const&);

/// What the order's receipts come to.
RateSums rate_sums(db::Reader const&, OrderId);

std::vector<StoredEntry> find_entries(db::Reader const&, OrderId);

/// What the client's orders got in that means from then on, in all shops, less what went back.
Money sum_of_client(db::Reader const&, UserId client, Means, Instant since);

IntentSums sums_of_intent(db::Reader const&, std::string_view intent);

std::vector<ReceiptHead> find_receipt_heads(db::Reader const&, OrderId);
std::vector<StoredReceipt> find_receipts(db::Reader const&, OrderId);
std::optional<StoredReceipt> find_receipt(db::Reader const&, PizzeriaId, std::int64_t sequence);
/// Notes that it is given out once more; answers which copy it is, from 1 on.
int add_copy(db::Transaction&, PizzeriaId, std::int64_t sequence, std::optional<UserId> by, Instant at);

/// How often it was given out again.
int find_copies(db::Reader const&, PizzeriaId, std::int64_t sequence);

/// Lines that came without a number, of a program that knew of none, get theirs; answers how many.
std::int64_t number_ledger(db::Transaction&);

} // namespace ocp::payment
