#pragma once

#include "account/model/call.h"
#include "order/business/place_order.h"
#include "payment/business/take_event.h"
#include "platform/html/page.h"
#include "platform/live/changes.h"

#include <functional>

namespace ocp::order {

/// To the bank's page and back (spec §4 Pay online), and what Stripe tells us itself.
class PaymentPages {
public:
    PaymentPages(OrderDesk const& desk, live::Changes& changes, payment::Webhook webhook,
        std::function<void()> on_task)
        : desk_{desk}
        , changes_{changes}
        , webhook_{std::move(webhook)}
        , on_task_{std::move(on_task)}
    {
    }
    html::Answer pay(account::Call const&);
    html::Answer back(account::Call const&);
    html::Answer webhook(account::Call const&);

private:
    OrderDesk const& desk_;
    live::Changes& changes_;
    payment::Webhook const webhook_;
    std::function<void()> const on_task_; ///< something waits to be asked of Stripe
};

} // namespace ocp::order
