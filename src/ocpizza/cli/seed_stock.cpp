#include "ocpizza/cli/seed_stock.h"

#include <algorithm>

namespace ocp::seeds {

namespace {

/// A shop keeps about three days' worth: eight times what it is warned at, a large one more.
Quantity full_shelf(Quantity alert_below, double sales_weight)
{
    auto const times = 6 + static_cast<std::int64_t>(sales_weight / 5);
    return alert_below * times;
}

} // namespace

StockBook::StockBook(
    SeededIngredients const& ingredients, std::vector<SeededShop> const& shops, std::int64_t first_movement)
    : movement_{first_movement}
{
    for (auto const& shop : shops) {
        ids_.push_back(shop.id);
        auto& shelves = shelves_.emplace_back();
        for (auto const& [code, one] : ingredients) {
            by_code_.emplace(code, one.id);
            shelves.push_back({one.id, full_shelf(one.alert_below, shop.sales_weight), one.alert_below * 2,
                one.alert_below, Quantity{}});
        }
        std::sort(shelves.begin(), shelves.end(),
            [](Shelf const& a, Shelf const& b) { return a.ingredient < b.ingredient; });
    }
}

StockBook::Shelf& StockBook::shelf(std::size_t shop, IngredientId ingredient)
{
    auto& shelves = shelves_.at(shop);
    auto const found = std::lower_bound(shelves.begin(), shelves.end(), ingredient,
        [](Shelf const& one, IngredientId id) { return one.ingredient < id; });
    OCP_CHECK(found != shelves.end() && found->ingredient == ingredient);
    return *found;
}

void StockBook::move(std::size_t shop, Shelf& shelf, Quantity delta, char const* reason,
    std::optional<OrderId> order, UserId by, Instant at)
{
    shelf.there += delta;
    OCP_CHECK(shelf.there >= Quantity{});
    movements_.add(movement_++, ids_[shop], shelf.ingredient, delta, reason, order, by, at);
}

void StockBook::deliver(std::size_t shop, product::Needs const& needed_today, UserId received_by, Instant at)
{
    for (auto& one : shelves_.at(shop)) {
        auto const found = needed_today.find(one.ingredient);
        auto const needed = found == needed_today.end() ? Quantity{} : found->second;
        if (one.there >= one.low && one.there >= needed + one.pack) continue;
        auto const wanted = one.full + needed - one.there;
        auto const packs
            = (wanted.ten_thousandths() + one.pack.ten_thousandths() - 1) / one.pack.ten_thousandths();
        move(shop, one, one.pack * packs, "delivery", std::nullopt, received_by, at);
    }
}

void StockBook::consume(std::size_t shop, product::Needs const& needs, OrderId order, UserId by, Instant at)
{
    for (auto const& [ingredient, quantity] : needs)
        move(shop, shelf(shop, ingredient), Quantity{} - quantity, "consumption", order, by, at);
}

void StockBook::lose(std::size_t shop, std::size_t which, UserId by, Instant at)
{
    auto& shelves = shelves_.at(shop);
    auto& one = shelves[which % shelves.size()];
    auto const spoilt = Quantity::ten_thousandths(one.pack.ten_thousandths() / 10'000 / 8 * 10'000);
    if (spoilt > Quantity{} && one.there >= spoilt)
        move(shop, one, Quantity{} - spoilt, "loss", std::nullopt, by, at);
}

void StockBook::close(db::Transaction& tx, std::vector<SeededShop> const& shops,
    std::vector<UserId> const& managers, Instant now)
{
    Rows stocks{"stocks",
        {"pizzeria_id", "ingredient_id", "quantity_available", "quantity_held", "created_at", "updated_at"}};
    for (std::size_t i = 0; i < shops.size(); ++i) {
        deliver(i, {}, managers[i], now);
        for (auto const& code : shops[i].sold_out) {
            auto& one = shelf(i, by_code_.at(code));
            if (one.there > Quantity{})
                move(i, one, Quantity{} - one.there, "count", std::nullopt, managers[i], now);
        }
        for (auto const& one : shelves_[i])
            stocks.add(ids_[i], one.ingredient, one.there, Quantity{}, now, now);
    }
    take_movements().load(tx);
    stocks.load(tx);
}

} // namespace ocp::seeds
