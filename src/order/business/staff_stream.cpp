#include "order/business/staff_stream.h"

#include "account/business/login_session.h"
#include "order/business/order_events.h"

namespace ocp::order {

http::Response staff_stream(
    live::Hub& hub, db::Database& database, account::Call const& call, account::Right right)
{
    auto last = std::string{call.request.header("last-event-id")};
    if (last.empty()) last = call.request.query.one("from").value_or("");
    auto const shop = call.shop->id;
    auto still_allowed = [&database, session = *call.who.session, shop, right] {
        auto const roles
            = database.read([&](db::Reader const& reader) { return account::roles_behind(reader, session); });
        return account::may(roles, right, shop);
    };
    return hub.subscribe({{shop_stream(shop)}, std::move(last), std::move(still_allowed)});
}

} // namespace ocp::order
