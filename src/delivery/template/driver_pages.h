#pragma once

#include "account/model/call.h"
#include "order/business/advance_order.h"
#include "platform/html/page.h"
#include "platform/live/hub.h"

namespace ocp::delivery {

/// A driver's phone: what is ready to take, the run under way, collecting and delivering (spec §4 Order
/// handling).
class DriverPages {
public:
    DriverPages(db::Database& database, live::Hub& hub)
        : database_{database}
        , hub_{hub}
    {
    }
    html::Answer show(account::Call const&);
    html::Answer stream(account::Call const&);
    html::Answer depart(account::Call const&);
    html::Answer deliver(account::Call const&);
    html::Answer fail(account::Call const&);

private:
    html::Answer step(account::Call const&, order::Action, std::optional<payment::Tender> collected);

    db::Database& database_;
    live::Hub& hub_;
};

} // namespace ocp::delivery
