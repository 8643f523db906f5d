#include "stock/business/hold_stock.h"

#include "stock/model/stock_store.h"

namespace ocp::stock {

Result<void> hold_stock(db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs,
    std::optional<Instant> expires_at, Instant at)
{
    if (!hold(tx, shop, order, needs, expires_at, at)) return No{Refusal::SoldOut};
    return {};
}

Result<void> move_holds(
    db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs, Instant at)
{
    // Giving back and taking again lock rows twice, each time in id order: without all of them first, such a
    // move and a consumption could wait for each other crosswise.
    lock_shelf(tx, shop);
    release(tx, shop, order, at);
    if (!hold(tx, shop, order, needs, std::nullopt, at)) return No{Refusal::SoldOut};
    return {};
}

Result<void> consume_stock(db::Transaction& tx, PizzeriaId shop, OrderId order, UserId by, Instant at)
{
    if (!take_held(tx, shop, order, by, at)) return No{Refusal::OutOfStock};
    return {};
}

void keep_holds(db::Transaction& tx, OrderId order)
{
    hold_without_end(tx, order);
}

void release_stock(db::Transaction& tx, PizzeriaId shop, OrderId order, Instant at)
{
    release(tx, shop, order, at);
}

void return_stock(db::Transaction& tx, PizzeriaId shop, OrderId order, UserId by, Instant at)
{
    give_back(tx, shop, order, by, at);
}

std::vector<std::pair<OrderId, Shortage>> shop_shortages(db::Reader const& reader, PizzeriaId shop)
{
    return shortages_of_shop(reader, shop);
}

} // namespace ocp::stock
