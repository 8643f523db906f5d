#pragma once

#include "account/model/call.h"
#include "order/business/place_order.h"
#include "platform/html/assets.h"
#include "platform/html/page.h"
#include "platform/live/hub.h"

namespace ocp::order {

/// What a customer sees of orders already placed: tracking by link, own list (spec §4 My orders; Modify,
/// cancel).
class OrderPages {
public:
    OrderPages(OrderDesk const& desk, live::Hub& hub, html::Assets const& assets)
        : desk_{desk}
        , hub_{hub}
        , assets_{assets}
    {
    }
    html::Answer tracking(account::Call const&);
    html::Answer tracking_stream(account::Call const&);
    html::Answer cancel(account::Call const&);
    html::Answer mine(account::Call const&);

private:
    OrderDesk const& desk_;
    live::Hub& hub_;
    html::Assets const& assets_;
};

} // namespace ocp::order
