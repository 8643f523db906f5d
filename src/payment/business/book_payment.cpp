#include "payment/business/book_payment.h"

#include "base/check.h"
#include "payment/model/ledger_store.h"
#include "pizzeria/business/letterhead.h"

namespace ocp::payment {

std::int64_t book(
    db::Transaction& tx, Booking const& booking, Sold const& sold, std::vector<Entry> const& entries)
{
    Money sum;
    for (auto const& entry : entries)
        sum += entry.amount;
    OCP_CHECK(sum == total_of(sold.lines));
    Receipt receipt{pizzeria::letterhead_of(tx, booking.shop), 0, sold.kind, sold.order_number, booking.at,
        sold.mode, sold.lines, entries, sold.reason};
    auto const numbers = take_ledger_numbers(tx, booking.shop, entries.size());
    receipt.sequence = numbers.receipt;
    add_entries(tx, booking, numbers, entries);
    add_receipt(tx, booking.order, receipt);
    return numbers.receipt;
}

} // namespace ocp::payment
