#pragma once

#include "account/model/call.h"
#include "order/business/read_till.h"
#include "order/business/refund_by_hand.h"
#include "platform/html/page.h"

#include <optional>

namespace ocp::order {

/// The till of a shop, for who manages it (data.md, the table of rights): a day's money, and what a manager
/// does about the money of an order.
class TillPages {
public:
    explicit TillPages(db::Database& database)
        : database_{database}
    {
    }
    html::Answer day(account::Call const&);
    html::Answer order(account::Call const&);
    html::Answer refund(account::Call const&);
    html::Answer cash_back(account::Call const&);
    html::Answer write_off(account::Call const&);

private:
    html::Answer order_page(
        account::Call const&, std::optional<Refusal>, std::optional<RefundId> cash_for = {}) const;

    db::Database& database_;
};

} // namespace ocp::order
