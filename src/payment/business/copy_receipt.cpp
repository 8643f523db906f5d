#include "payment/business/copy_receipt.h"

#include "payment/model/ledger_store.h"

namespace ocp::payment {

int copy_receipt(db::Database& database, StoredReceipt const& receipt, std::optional<UserId> by, Instant at)
{
    auto copy = 0;
    database.in_transaction([&](db::Transaction& tx) {
        copy = add_copy(tx, receipt.shop, receipt.sequence, by, at);
        return true;
    });
    return copy;
}

} // namespace ocp::payment
