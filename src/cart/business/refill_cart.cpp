#include "cart/business/refill_cart.h"

#include "cart/model/cart_store.h"
#include "stock/business/hold_stock.h"

#include <algorithm>

namespace ocp::cart {

namespace {

CartId cart_of(db::Transaction& tx, Refill const& refill)
{
    auto const user = refill.visitor.user ? std::optional{refill.visitor.user->id} : std::nullopt;
    auto const cart = refill.visitor.cart ? *refill.visitor.cart : create(tx, refill.shop, user, refill.at);
    auto const known = find(tx, cart);
    if (known && known->shop != refill.shop) move_to_shop(tx, cart, refill.shop, refill.at);
    return cart;
}

bool is_wanted(Refill const& refill, CartLine const& line)
{
    return std::any_of(refill.lines.begin(), refill.lines.end(), [&](FormerLine const& wanted) {
        return wanted.product == line.product && wanted.size == line.size;
    });
}

/// Takes back what the shop cannot make; answers of which products.
std::vector<ProductId> take_back_the_lacking(
    db::Transaction& tx, product::Catalogue const& catalogue, CartId id, Refill const& refill)
{
    std::vector<ProductId> lacking;
    auto const cart = find(tx, id);
    if (!cart) return lacking;
    auto const priced = price_cart(catalogue, stock::read_shelf(tx, refill.shop), *cart);
    for (auto const& line : priced.lines) {
        if (!line.sold_out() || !is_wanted(refill, line.line)) continue;
        set_quantity(tx, id, line.line.id, static_cast<int>(std::max<std::int64_t>(line.can_make, 0)), refill.at);
        lacking.push_back(line.line.product);
    }
    return lacking;
}

} // namespace

std::vector<ProductId> refill_cart(
    db::Database& database, product::CatalogueKeeper const& keeper, Refill const& refill)
{
    auto const catalogue = keeper.current();
    auto lacking = database.in_transaction([&](db::Transaction& tx) -> std::optional<std::vector<ProductId>> {
        std::vector<ProductId> left_out;
        auto const cart = cart_of(tx, refill);
        for (auto const& line : refill.lines)
            if (!product::offer_of(*catalogue, refill.shop, line.product, line.size)
                || !add_former_line(tx, cart, line, refill.at))
                left_out.push_back(line.product);
        for (auto const product : take_back_the_lacking(tx, *catalogue, cart, refill))
            left_out.push_back(product);
        return left_out;
    });
    std::sort(lacking->begin(), lacking->end());
    lacking->erase(std::unique(lacking->begin(), lacking->end()), lacking->end());
    return *std::move(lacking);
}

} // namespace ocp::cart
