#include "payment/business/read_ledger.h"

#include "payment/model/ledger_store.h"

namespace ocp::payment {

std::vector<StoredEntry> entries_of(db::Reader const& reader, OrderId order)
{
    return find_entries(reader, order);
}

std::vector<Entry> ledger_of(db::Reader const& reader, OrderId order)
{
    std::vector<Entry> ledger;
    for (auto& stored : find_entries(reader, order))
        ledger.push_back(std::move(stored.entry));
    return ledger;
}

RateSums rates_of_order(db::Reader const& reader, OrderId order)
{
    return rate_sums(reader, order);
}

std::vector<ReceiptHead> receipt_heads_of(db::Reader const& reader, OrderId order)
{
    return find_receipt_heads(reader, order);
}

Money vouchers_of_client(db::Reader const& reader, UserId client, Instant since)
{
    return sum_of_client(reader, client, Means::Voucher, since);
}

std::vector<StoredReceipt> receipts_of(db::Reader const& reader, OrderId order)
{
    return find_receipts(reader, order);
}

std::optional<StoredReceipt> receipt_numbered(
    db::Reader const& reader, PizzeriaId shop, std::int64_t sequence)
{
    return find_receipt(reader, shop, sequence);
}

int copies_of(db::Reader const& reader, PizzeriaId shop, std::int64_t sequence)
{
    return find_copies(reader, shop, sequence);
}

} // namespace ocp::payment
