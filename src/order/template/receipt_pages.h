#pragma once

#include "account/model/call.h"
#include "order/business/place_order.h"
#include "payment/model/ledger.h"
#include "platform/html/page.h"

#include <optional>

namespace ocp::order {

/// Receipts as documents (law.md §3.1, §3.5): looked at, and given out again, by who has the order's link
/// and by the shop that wrote them.
class ReceiptPages {
public:
    explicit ReceiptPages(OrderDesk const& desk)
        : desk_{desk}
    {
    }
    html::Answer of_order(account::Call const&);
    html::Answer copy_of_order(account::Call const&);
    html::Answer of_shop(account::Call const&);
    html::Answer copy_of_shop(account::Call const&);

private:
    /// The one that the address names, if it is of that order or shop.
    std::optional<payment::StoredReceipt> tracked(account::Call const&) const;
    std::optional<payment::StoredReceipt> kept_here(account::Call const&) const;
    /// The copy that the address says this sheet is, if there ever was one.
    std::optional<int> copy_in(account::Call const&, payment::StoredReceipt const&) const;

    OrderDesk const& desk_;
};

} // namespace ocp::order
