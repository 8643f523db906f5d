#include "order/business/basket.h"

#include "cart/business/cart_fingerprint.h"

namespace ocp::order {

KnownGroup known_group(OrderDesk const& desk)
{
    return {desk.catalogue.current(), desk.shops.all()};
}

Result<Basket> basket_of(OrderDesk const& desk, KnownGroup const& known, db::Reader const& reader,
    account::Visitor const& visitor, Instant at)
{
    auto const cart = visitor.cart ? cart::cart_in(reader, *visitor.cart) : std::optional<cart::Cart>{};
    if (!cart || cart->lines.empty()) return No{Refusal::CartEmpty};
    auto const* shop = pizzeria::shop_in(*known.shops, cart->shop);
    if (!shop) return No{Refusal::ShopClosed};
    if (!product::still_current(reader, *known.catalogue)) {
        desk.catalogue.forget();
        return No{Refusal::PriceChanged};
    }
    auto priced = cart::price_cart(*known.catalogue, {}, *cart);
    if (!priced.gone.empty()) return No{Refusal::UnknownProduct};
    auto promo = cart::promo_of(
        reader, *cart, priced, visitor.user ? std::optional{visitor.user->id} : std::nullopt, at);
    return Basket{*shop, cart->amends, cart::fingerprint_of(*cart), std::move(priced), std::move(promo)};
}

std::vector<OrderLine> lines_of(cart::PricedCart const& cart)
{
    std::vector<OrderLine> lines;
    for (auto const& priced : cart.lines) {
        auto const& made = priced.made;
        auto const is_deal = made.product->category == product::Category::Deal;
        auto const first = static_cast<int>(lines.size() + 1);
        for (std::size_t i = 0; i < made.portions.size(); ++i) {
            auto const& portion = made.portions[i];
            auto const& wish = is_deal ? made.configuration.picks[i].configuration : made.configuration;
            lines.push_back({static_cast<int>(lines.size() + 1), portion.product->id, portion.size->code,
                portion.name(), portion.size->label, priced.line.quantity, portion.price,
                product::vat_rate(portion.product->vat_class), portion.needs, portion.changes,
                product::text_of(wish), is_deal ? std::optional{first} : std::nullopt,
                is_deal ? std::optional{made.product->id} : std::nullopt, is_deal ? made.product->name : ""});
        }
    }
    return lines;
}

} // namespace ocp::order
