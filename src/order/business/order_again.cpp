#include "order/business/order_again.h"

#include "cart/business/refill_cart.h"
#include "order/model/own_order_store.h"

namespace ocp::order {

Result<std::vector<ProductId>> order_again(
    OrderDesk const& desk, account::Visitor const& visitor, OrderId order, Instant at)
{
    if (!visitor.user) return No{Refusal::SignInRequired};
    auto former = desk.database.read_snapshot(
        [&](db::Reader const& reader) { return former_lines(reader, visitor.user->id, order); });
    if (!former) return No{Refusal::UnknownThing};
    if (!desk.shops.find(former->shop)) return No{Refusal::UnknownThing};
    return cart::refill_cart(
        desk.database, desk.catalogue, {visitor, former->shop, std::move(former->lines), at});
}

} // namespace ocp::order
