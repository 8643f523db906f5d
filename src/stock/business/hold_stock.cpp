#include "stock/business/hold_stock.h"

#include "stock/model/stock_store.h"

#include <algorithm>

namespace ocp::stock {

namespace {

/// Whether the shelf has what `needs` is above `held`.
bool suffices(Shelf const& shelf, product::Needs const& held, product::Needs const& needs)
{
    return std::all_of(needs.begin(), needs.end(), [&](auto const& need) {
        auto const& [ingredient, quantity] = need;
        auto const had = held.find(ingredient);
        auto const more = had == held.end() ? quantity : quantity - had->second;
        auto const there = shelf.find(ingredient);
        return more <= Quantity{} || (there != shelf.end() && more <= there->second);
    });
}

void replace_holds(
    db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs, Instant at)
{
    release(tx, shop, order, at);
    hold(tx, shop, order, needs, std::nullopt, at, Sold::Already);
}

} // namespace

Result<void> hold_stock(db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs,
    std::optional<Instant> expires_at, Instant at)
{
    if (!hold(tx, shop, order, needs, expires_at, at, Sold::Now)) return No{Refusal::SoldOut};
    return {};
}

Result<void> move_holds(
    db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs, Instant at)
{
    // Giving back and taking again lock rows twice, each time in id order: without all of them first, such a
    // move and a consumption could wait for each other crosswise.
    auto const shelf = lock_shelf(tx, shop);
    if (!suffices(shelf, held_for(tx, order), needs)) return No{Refusal::SoldOut};
    replace_holds(tx, shop, order, needs, at);
    return {};
}

void lower_holds(db::Transaction& tx, PizzeriaId shop, OrderId order, product::Needs const& needs, Instant at)
{
    // Giving back locks all rows that are taken again.
    replace_holds(tx, shop, order, needs, at);
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
