#include "cart/template/cart_pages.h"

#include "base/refusal_text.h"
#include "cart/template/again_words.h"
#include "pizzeria/business/shop_hours.h"
#include "product/business/change_words.h"
#include "product/form/read_configuration.h"
#include "product/picture/picture_of.h"

#include <fmt/format.h>

namespace ocp::cart {

namespace {

/// The word in the address that makes the menu, or the cart, tell what happened.
std::string_view told_as(Refusal refusal)
{
    if (refusal == Refusal::QuantityInvalid) return "quantite";
    if (refusal == Refusal::ConfigurationInvalid || refusal == Refusal::UnknownThing) return "impossible";
    if (refusal == Refusal::CartOfAnotherShop) return "autre-pizzeria";
    return refusal == Refusal::UnknownProduct ? "inconnu" : "epuise";
}

std::string back_to_menu(account::Call const& call, std::string_view what, CartLine const& line)
{
    return fmt::format("/pizzerias/{}?{}=1&produit={}&item={}", call.shop->slug, what, line.product.value(),
        http::url_encode(fmt::format("{}:{}", line.product.value(), line.size)));
}

/// The product's own page with everything as it was chosen, and why it could not be had.
std::string back_to_choice(account::Call const& call, product::Product const& product, std::string_view what)
{
    auto address = fmt::format("/pizzerias/{}/produits/{}?{}=1", call.shop->slug, product.slug, what);
    for (auto const& [name, value] : call.form.items())
        if (name != "csrf" && name != "product")
            address += "&" + http::url_encode(name) + "=" + http::url_encode(value);
    return address;
}

/// What a button of the menu, or the form of a product's page, asks for; nothing when it cannot be read.
std::optional<CartLine> line_in(account::Call const& call, product::Catalogue const& catalogue)
{
    if (auto const item = product::item_from(call.form.one("item").value_or("")))
        return CartLine{0, item->product, item->size, 1};
    auto const* const product = catalogue.find(ProductId{call.form.number("product").value_or(0)});
    if (!product) return std::nullopt;
    auto wanted = product::read_configuration(call.form, *product);
    if (!wanted) return std::nullopt;
    return CartLine{call.form.number("line").value_or(0), product->id, std::move(wanted->size), 1,
        std::move(wanted->configuration)};
}

std::string named(PricedLine const& line)
{
    auto const& [product, size] = std::pair{line.made.portions.front(), line.made.size};
    auto const name = line.made.configuration.picks.empty() ? product.name() : line.made.product->name;
    return size->label.empty() ? name : name + " " + size->label;
}

void add_line(html::View& cart, PricedLine const& priced, product::Catalogue const& catalogue,
    std::string_view shop_slug)
{
    auto line = cart.add("LINE");
    auto const& made = priced.made;
    auto const quantity = priced.line.quantity;
    auto const is_deal = !made.configuration.picks.empty();
    line.set("LINE_ID", priced.line.id)
        .set("NAME", is_deal ? made.product->name : made.portions.front().name())
        .set("PRICE", made.price);
    if (auto const picture = product::picture::picture_of(catalogue, made); !picture.empty())
        line.add("PICTURED").set("PICTURE", picture);
    line.set("QUANTITY", std::int64_t{quantity}).set("LESS", std::int64_t{quantity - 1});
    line.set("MORE", std::int64_t{quantity + 1}).set("TOTAL", priced.total);
    if (!made.size->label.empty()) line.add("SIZE").set("LABEL", made.size->label);
    if (made.price_before) line.add("WAS").set("OLD_PRICE", *made.price_before);
    for (auto const& words : product::contents_of(made))
        line.add("CHANGES").set("WORDS", words);
    if (is_deal || made.product->category == product::Category::Pizza
        || made.product->category == product::Category::Salad)
        line.add("CHANGEABLE").set("SHOP", shop_slug).set("PRODUCT", made.product->slug);
    if (priced.can_make == 0)
        line.add("GONE").set(
            "WORDS", tr("{} est en rupture. Retirez cette ligne pour commander le reste.", named(priced)));
    else if (priced.sold_out())
        line.add("SHORT").set(
            "WORDS", tr("Il n’en reste que {}\u00a0: réduisez la quantité.", priced.can_make));
    line.show_if(priced.can_make <= quantity || quantity >= most_of_a_line, "LAST");
}

void add_unsold(html::View& cart, CartLine const& line, product::Catalogue const& catalogue)
{
    auto const* const product = catalogue.find(line.product);
    auto part = cart.add("UNSOLD");
    part.set("LINE_ID", line.id);
    if (product)
        part.set("NAME", product->name);
    else
        part.set("NAME", tr("Un produit retiré de la carte"));
}

void add_promo(html::View& cart, CartNow const& now)
{
    auto const& promo = now.promo;
    if (promo.code.empty()) {
        cart.show("NO_CODE");
        return;
    }
    auto part = cart.add("CODE");
    part.set("TEXT", promo.code);
    if (promo.refused)
        part.add("REFUSED").set("WHY", sentence_of(*promo.refused));
    else
        part.add("COUNTS").set("DISCOUNT", promo.discount);
}

void add_bill(html::View& cart, pizzeria::Pizzeria const& shop, CartNow const& content, Instant now)
{
    auto const& priced = content.priced;
    cart.set("SUBTOTAL", priced.total);
    add_promo(cart, content);
    if (content.promo.discount > Money{}) cart.add("LOWERED").set("TO_PAY", content.to_pay());
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
    auto const& amends = content.cart.amends;
    if (!priced.orderable() || (!opening.open && !amends)) {
        cart.show("BLOCKED");
        return;
    }
    auto ready = cart.add("READY");
    if (amends)
        ready.add("AMENDS");
    else
        ready.show("NEW");
}

html::Page page_of(html::View view)
{
    html::Page page{tr("Votre panier"), std::move(view)};
    page.indexed = false;
    page.scripts = {"shop.js"};
    return page;
}

} // namespace

html::Answer CartPages::add(account::Call const& call)
{
    auto const catalogue = catalogue_.current();
    auto line = line_in(call, *catalogue);
    if (!line) return http::see_other(fmt::format("/pizzerias/{}?inconnu=1", call.shop->slug));
    auto const quantity = checked_quantity(call.form.has("quantity") ? call.form.number("quantity") : 1);
    if (quantity) line->quantity = *quantity;

    auto const added = quantity
        ? add_to_cart(database_, catalogue_, random_,
            {call.who, call.shop->id, *line, std::string{call.request.header("user-agent")}, call.now})
        : Result<Added>{No{quantity.error()}};
    if (!added) {
        auto const what = told_as(added.error());
        auto const* const product = catalogue->find(line->product);
        return http::see_other(product && call.form.has("product") ? back_to_choice(call, *product, what)
                                                                   : back_to_menu(call, what, *line));
    }
    auto response = http::see_other(line->id != 0 ? "/panier" : back_to_menu(call, "ajoute", *line));
    if (added->session) response.with("Set-Cookie", cookies_.session(*added->session));
    return response;
}

html::Answer CartPages::show(account::Call const& call)
{
    auto const catalogue = catalogue_.current();
    std::optional<Awaiting> awaiting;
    auto const now = database_.read([&](db::Reader const& reader) {
        auto cart = cart_now(reader, *catalogue, call.who, call.now);
        awaiting = cart ? awaiting_(reader, cart->cart.id) : std::nullopt;
        return cart;
    });
    html::View view{"cart/cart.html", call.language()};
    view.set("CSRF", call.csrf);
    auto const shop = now ? shops_.find(now->cart.shop) : std::nullopt;
    if (!now || !shop || now->cart.lines.empty()) {
        auto empty = view.add("EMPTY");
        empty.set("BOX", assets_.path("empty-box.svg")).set("MENU", shop ? "/pizzerias/" + shop->slug : "/");
        empty.set("CSRF", call.csrf);
        if (now && now->cart.amends)
            empty.add("AMENDS").set("NUMBER", now->cart.amends->short_number());
        else
            empty.show("NEW");
        return page_of(std::move(view));
    }
    auto full = view.add("FULL");
    full.set("SHOP_NAME", shop->name).set("SHOP_SLUG", shop->slug).set("CSRF", call.csrf);
    if (auto const& amends = now->cart.amends) full.add("AMENDS").set("NUMBER", amends->short_number());
    if (awaiting) full.add("AWAITING").set("NUMBER", awaiting->number).set("LINK", awaiting->link);
    if (call.request.query.has("autre-pizzeria"))
        full.add("ALERT").set("TEXT", sentence_of(Refusal::CartOfAnotherShop));
    if (call.request.query.has("epuise")) full.add("ALERT").set("TEXT", sentence_of(Refusal::SoldOut));
    if (call.request.query.has("quantite"))
        full.add("ALERT").set("TEXT", sentence_of(Refusal::QuantityInvalid));
    if (call.request.query.has("trop-de-codes"))
        full.add("ALERT").set("TEXT", sentence_of(Refusal::TooManyRequests));
    if (call.request.query.has("code")) full.add("ALERT").set("TEXT", sentence_of(Refusal::PromoCodeInvalid));
    add_again_words(full, call.request.query, *catalogue);
    for (auto const& line : now->priced.gone)
        add_unsold(full, line, *catalogue);
    for (auto const& line : now->priced.lines)
        add_line(full, line, *catalogue, shop->slug);
    add_bill(full, *shop, *now, call.now);
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

html::Answer CartPages::set_code(account::Call const& call)
{
    auto const counted
        = limits_customers_ ? std::optional<std::string_view>{call.request.peer} : std::nullopt;
    auto const done = set_cart_promo_code(database_, call.who, call.form.trimmed("code"), call.now, counted);
    if (done) return http::see_other("/panier");
    return http::see_other(
        done.error() == Refusal::TooManyRequests ? "/panier?trop-de-codes=1" : "/panier?code=1");
}

} // namespace ocp::cart
