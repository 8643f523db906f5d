#pragma once

#include "account/model/call.h"
#include "order/business/follow_order.h"
#include "order/business/place_order.h"
#include "platform/html/assets.h"
#include "platform/html/page.h"
#include "platform/html/shared_parts.h"
#include "platform/live/hub.h"
#include "platform/live/kept.h"

namespace ocp::order {

/// What a customer sees of orders already placed: tracking by link, own list (spec §4 My orders; Modify,
/// cancel).
class OrderPages {
public:
    OrderPages(OrderDesk const& desk, live::Hub& hub, html::Assets const& assets,
        html::SharedParts const& parts, live::Changes& changes, Clock const& clock)
        : desk_{desk}
        , hub_{hub}
        , assets_{assets}
        , parts_{parts}
        , changes_{changes}
        , tracked_{changes, clock}
    {
    }
    html::Answer tracking(account::Call const&);
    html::Answer tracking_stream(account::Call const&);
    html::Answer cancel(account::Call const&);
    html::Answer mine(account::Call const&);

private:
    /// An order as whoever has its link sees it.
    struct Tracked {
        std::string body; ///< rendered
        Text title;
        std::string shop_slug;
        html::Live live;
        std::string stream;
    };
    std::shared_ptr<Tracked const> tracked(account::Call const&);
    /// What is said once, after a redirect.
    enum class News { None, TooLate, PaymentGivenUp, PaymentAway, BankIsSlow };
    static News news_in(http::Request const&);
    static void add_news(html::View&, News, Followed const&);
    std::optional<Tracked> track(std::string_view token, Language, News, Instant now) const;

    OrderDesk const& desk_;
    live::Hub& hub_;
    html::Assets const& assets_;
    html::SharedParts const& parts_;
    live::Changes& changes_;
    live::Kept<Tracked> tracked_;
};

} // namespace ocp::order
