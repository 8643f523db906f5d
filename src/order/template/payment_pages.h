#pragma once

#include "account/model/call.h"
#include "order/business/place_order.h"
#include "platform/html/page.h"
#include "platform/live/changes.h"

#include <functional>
#include <string>
#include <vector>

namespace ocp::order {

/// To the bank's page and back (spec §4 Pay online), and what Stripe tells us itself.
class PaymentPages {
public:
    struct Webhook {
        std::vector<std::string> secrets; ///< any of them; empty: nothing is taken in
        bool is_live = false; ///< whether events of real money are ours, or those of none
    };
    PaymentPages(
        OrderDesk const& desk, live::Changes& changes, Webhook webhook, std::function<void()> on_task)
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
    Webhook const webhook_;
    std::function<void()> const on_task_; ///< something waits to be asked of Stripe
};

} // namespace ocp::order
