#include "order/business/order_again.h"

#include "cart/business/refill_cart.h"
#include "order/business/same_again.h"
#include "order/model/order_store.h"

namespace ocp::order {

Result<std::vector<ProductId>> order_again(
    OrderDesk const& desk, account::Visitor const& visitor, OrderId order, Instant at)
{
    if (!visitor.user) return No{Refusal::SignInRequired};
    auto const former = desk.database.read_snapshot(
        [&](db::Reader const& reader) { return find_own_order(reader, visitor.user->id, order); });
    if (!former) return No{Refusal::UnknownThing};
    auto const shop = former->facts.shop;
    if (!desk.shops.find(shop)) return No{Refusal::UnknownThing};
    return cart::refill_cart(desk.database, desk.catalogue, {visitor, shop, same_again(former->lines), at});
}

} // namespace ocp::order
