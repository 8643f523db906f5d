#pragma once

#include "base/refusal.h"
#include "order/business/read_till.h"
#include "pizzeria/model/pizzeria.h"
#include "platform/html/view.h"

#include <optional>
#include <string>

namespace ocp::order {

/// The money of a day; `today`: no day after it is offered.
html::View till_view(Till const&, TillDay const&, TillDay const& today, pizzeria::Pizzeria const&);

/// What the forms of an order's money carry, and what was typed and refused.
struct MoneyForms {
    std::string csrf, amount, reason;
    std::optional<RefundId> refund = {}; ///< typed for cash back for it
};
html::View order_money_view(OrderMoney const&, pizzeria::Pizzeria const&, MoneyForms const&);

/// What a manager is told when money was not moved, and what to do.
std::string money_refusal_text(Refusal);

} // namespace ocp::order
