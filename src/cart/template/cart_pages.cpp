#include "cart/template/cart_pages.h"

#include "base/refusal_text.h"
#include "pizzeria/business/shop_hours.h"
#include "product/picture/picture_of.h"

#include <charconv>
#include <fmt/format.h>

namespace ocp::cart {

namespace {

/// "12:M" of a size button.
struct Item {
    ProductId product;
    std::string size;
};
std::optional<Item> item_from(std::string_view text)
{
    std::int64_t id = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    auto const colon = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || colon >= text.size() || text[colon] != ':') return std::nullopt;
    auto const size = text.substr(colon + 1);
    if (size != "S" && size != "M" && size != "L" && size != "unit") return std::nullopt;
    return Item{ProductId{id}, std::string{size}};
}

/// The word in the address that makes the menu, or the cart, tell what happened.
std::string_view told_as(Refusal refusal)
{
    if (refusal == Refusal::QuantityInvalid) return "quantite";
    return refusal == Refusal::UnknownProduct ? "inconnu" : "epuise";
}

std::string back_to_menu(account::Call const& call, std::string_view what, Item const& item)
{
    return fmt::format("/pizzerias/{}?{}=1&produit={}&item={}", call.shop->slug, what, item.product.value(),
        http::url_encode(fmt::format("{}:{}", item.product.value(), item.size)));
}

std::string named(PricedLine const& line)
{
    auto const& offer = line.offer;
    return offer.size->label.empty() ? offer.product->name : offer.product->name + " " + offer.size->label;
}

void add_line(html::View& cart, PricedLine const& priced, product::Catalogue const& catalogue)
{
    auto line = cart.add("LINE");
    auto const quantity = priced.line.quantity;
    line.set("LINE_ID", priced.line.id)
        .set("NAME", priced.offer.product->name)
        .set("PRICE", priced.offer.price);
    if (auto const picture = product::picture::picture_of(catalogue, *priced.offer.product); !picture.empty())
        line.add("PICTURED").set("PICTURE", picture);
    line.set("QUANTITY", std::int64_t{quantity}).set("LESS", std::int64_t{quantity - 1});
    line.set("MORE", std::int64_t{quantity + 1}).set("TOTAL", priced.total);
    if (!priced.offer.size->label.empty()) line.add("SIZE").set("LABEL", priced.offer.size->label);
    if (priced.can_make == 0)
        line.add("GONE").set(
            "WORDS", named(priced) + " est en rupture. Retirez cette ligne pour commander le reste.");
    else if (priced.sold_out())
        line.add("SHORT").set(
            "WORDS", fmt::format("Il n’en reste que {}\u00a0: réduisez la quantité.", priced.can_make));
    line.show_if(priced.can_make <= quantity || quantity >= most_of_a_line, "LAST");
}

void add_bill(html::View& cart, pizzeria::Pizzeria const& shop, PricedCart const& priced, Instant now)
{
    cart.set("SUBTOTAL", priced.total);
    if (!shop.zones.empty()) {
        auto const& zone = shop.zones.front();
        cart.add("FEE").set("AMOUNT", zone.fee);
        if (priced.total < zone.minimum)
            cart.add("BELOW_MINIMUM")
                .set("MINIMUM", zone.minimum)
                .set("MISSING", zone.minimum - priced.total);
    }
    auto const opening = pizzeria::opening_text(shop, now);
    if (!opening.open) cart.add("CLOSED").set("NEXT", opening.next);
    cart.show(priced.orderable() && opening.open ? "READY" : "BLOCKED");
}

html::Page page_of(html::View view)
{
    html::Page page{"Votre panier", std::move(view)};
    page.indexed = false;
    page.scripts = {"shop.js"};
    return page;
}

} // namespace

html::Answer CartPages::add(account::Call const& call)
{
    auto const item = item_from(call.form.one("item").value_or(""));
    if (!item) return http::see_other(fmt::format("/pizzerias/{}?inconnu=1", call.shop->slug));
    auto const quantity = checked_quantity(call.form.has("quantity") ? call.form.number("quantity") : 1);
    if (!quantity) return http::see_other(back_to_menu(call, told_as(quantity.error()), *item));

    auto const added = add_to_cart(database_, catalogue_, random_,
        {call.who, call.shop->id, item->product, item->size, *quantity,
            std::string{call.request.header("user-agent")}, call.now});
    if (!added) return http::see_other(back_to_menu(call, told_as(added.error()), *item));
    auto response = http::see_other(back_to_menu(call, "ajoute", *item));
    if (added->session) response.with("Set-Cookie", cookies_.session(*added->session));
    return response;
}

html::Answer CartPages::show(account::Call const& call)
{
    auto const catalogue = catalogue_.current();
    auto const now
        = database_.read([&](db::Reader const& reader) { return cart_now(reader, *catalogue, call.who); });
    html::View view{"cart/cart.html"};
    view.set("CSRF", call.csrf);
    auto const shop = now ? shops_.find(now->cart.shop) : std::nullopt;
    if (!now || !shop || now->cart.lines.empty()) {
        auto empty = view.add("EMPTY");
        empty.set("BOX", assets_.path("empty-box.svg")).set("MENU", shop ? "/pizzerias/" + shop->slug : "/");
        return page_of(std::move(view));
    }
    auto full = view.add("FULL");
    full.set("SHOP_NAME", shop->name).set("SHOP_SLUG", shop->slug).set("CSRF", call.csrf);
    if (call.request.query.has("epuise")) full.add("ALERT").set("TEXT", sentence_of(Refusal::SoldOut));
    if (call.request.query.has("quantite"))
        full.add("ALERT").set("TEXT", sentence_of(Refusal::QuantityInvalid));
    if (!now->priced.gone.empty()) full.add("ALERT").set("TEXT", sentence_of(Refusal::UnknownProduct));
    for (auto const& line : now->priced.lines)
        add_line(full, line, *catalogue);
    add_bill(full, *shop, now->priced, call.now);
    return page_of(std::move(view));
}

html::Answer CartPages::set_line(account::Call const& call)
{
    auto const line = call.request.path_number("line");
    if (!line) return http::see_other("/panier");
    auto const quantity = call.form.number("quantity");
    auto const done = quantity ? set_cart_line(database_, catalogue_, call.who, *line, *quantity, call.now)
                               : Result<void>{No{Refusal::QuantityInvalid}};
    if (done || done.error() == Refusal::UnknownThing) return http::see_other("/panier");
    return http::see_other(fmt::format("/panier?{}=1", told_as(done.error())));
}

} // namespace ocp::cart
