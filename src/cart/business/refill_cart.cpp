#include "cart/business/refill_cart.h"

#include "cart/business/cart_rules.h"
#include "cart/model/cart_store.h"

#include <algorithm>

namespace ocp::cart {

namespace {

CartId cart_of(db::Transaction& tx, Refill const& refill)
{
    auto const user = refill.visitor.user ? std::optional{refill.visitor.user->id} : std::nullopt;
    auto known = refill.visitor.cart ? lock(tx, *refill.visitor.cart) : std::nullopt;
    if (!known) known = find(tx, create(tx, refill.shop, user, refill.at));
    auto const cart = known.value().id;
    // A change that was begun of another shop's order is given up: the order stays as it was.
    if (known->shop != refill.shop && known->amends) empty(tx, cart);
    if (known->shop != refill.shop) move_to_shop(tx, cart, refill.shop, refill.at);
    return cart;
}

/// The lines that can still be had, each as the catalogue has it now, and the products of the others.
struct SoldNow {
    std::vector<CartLine> lines;
    std::vector<ProductId> left_out;
};
SoldNow sold_now(product::Catalogue const& catalogue, Refill const& refill)
{
    SoldNow sold;
    for (auto line : refill.lines) {
        auto const made
            = product::configure(catalogue, refill.shop, line.product, line.size, line.configuration);
        if (!made) {
            sold.left_out.push_back(line.product);
            continue;
        }
        line.configuration = made->configuration;
        sold.lines.push_back(std::move(line));
    }
    return sold;
}

bool has(std::vector<CartLine> const& lines, CartLine const& wanted)
{
    return std::any_of(
        lines.begin(), lines.end(), [&](CartLine const& line) { return same_thing(line, wanted); });
}

/// Takes back what the shop cannot make of these lines; answers of which products.
std::vector<ProductId> take_back_the_lacking(db::Transaction& tx, product::Catalogue const& catalogue,
    CartId id, std::vector<CartLine> const& added, Instant at)
{
    std::vector<ProductId> lacking;
    auto const cart = find(tx, id);
    if (!cart) return lacking;
    auto const priced = price_now(tx, catalogue, *cart);
    for (auto const& line : priced.lines) {
        if (!line.sold_out() || !has(added, line.line)) continue;
        set_quantity(tx, id, line.line.id, static_cast<int>(std::max<std::int64_t>(line.can_make, 0)), at);
        lacking.push_back(line.line.product);
    }
    return lacking;
}

} // namespace

std::vector<ProductId> refill_cart(
    db::Database& database, product::CatalogueKeeper const& keeper, Refill const& refill)
{
    auto const catalogue = keeper.current();
    auto const sold = sold_now(*catalogue, refill);
    auto lacking = database.in_transaction([&](db::Transaction& tx) -> std::optional<std::vector<ProductId>> {
        auto left_out = sold.left_out;
        auto const cart = cart_of(tx, refill);
        for (auto const& line : sold.lines)
            if (!add_line(tx, cart, line, refill.at)) left_out.push_back(line.product);
        for (auto const product : take_back_the_lacking(tx, *catalogue, cart, sold.lines, refill.at))
            left_out.push_back(product);
        return left_out;
    });
    std::sort(lacking->begin(), lacking->end());
    lacking->erase(std::unique(lacking->begin(), lacking->end()), lacking->end());
    return *std::move(lacking);
}

} // namespace ocp::cart
