#include "home/template/shop_pages.h"

#include "base/refusal_text.h"
#include "cart/business/change_cart.h"
#include "home/template/product_view.h"
#include "order/business/follow_order.h"
#include "order/business/order_events.h"
#include "order/business/shop_pace.h"
#include "order/model/order_words.h"
#include "pizzeria/business/shop_hours.h"
#include "pizzeria/model/local_time.h"
#include "platform/outbox/outbox.h"
#include "product/business/product_rules.h"
#include "product/form/read_configuration.h"
#include "product/picture/gallery.h"
#include "stock/business/hold_stock.h"

#include <fmt/format.h>

namespace ocp::home {

namespace {

using pizzeria::Mode;

/// The pizza in the red field: any of ours would do, this one has all colours.
std::string hero()
{
    return product::picture::path_of({"basilic", "mozzarella", "pepperoni", "poivron", "tomate"});
}

/// Whether it is open, until when, and when an order would arrive.
void add_times(html::View& view, pizzeria::Pizzeria const& shop, order::Plan const& taken, Instant now)
{
    auto const until = [&]() -> std::optional<Instant> {
        for (auto const mode : {Mode::Delivery, Mode::Pickup})
            if (auto const service = pizzeria::open_now(shop, mode, now)) return service->to;
        return std::nullopt;
    }();
    if (!until) {
        view.add("CLOSED").set("NEXT", pizzeria::opening_text(shop, now).next);
        return;
    }
    auto open = view.add("OPEN");
    open.set("UNTIL", pizzeria::clock_text(*until, shop.time_zone));
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, shop.time_zone); };
    auto const delivery = order::usual_promise(shop, taken, Mode::Delivery, now);
    auto const pickup = order::usual_promise(shop, taken, Mode::Pickup, now);
    for (auto* part : {&view, &open}) {
        if (delivery && !shop.zones.empty()) {
            auto delivers = part->add("DELIVERY");
            delivers.set("DELIVERED", tr("vers\u00a0{}", hour(delivery->from)));
            delivers.set("FEE", shop.zones.front().fee).set("MINIMUM", shop.zones.front().minimum);
        }
        if (pickup) part->add("PICKUP").set("PICKED_UP", tr("dès\u00a0{}", hour(pickup->from)));
    }
}

/// What the last tap did, told after the redirect.
void add_notices(html::View& view, account::Call const& call, product::Catalogue const& catalogue)
{
    if (call.request.query.has("impossible"))
        view.add("ALERT").set("TEXT", sentence_of(Refusal::ConfigurationInvalid));
    if (call.request.query.has("autre-pizzeria"))
        view.add("ALERT").set("TEXT", sentence_of(Refusal::CartOfAnotherShop));
    if (call.request.query.has("inconnu"))
        view.add("ALERT").set("TEXT", sentence_of(Refusal::UnknownProduct));
    auto const item = call.request.query.one("item").value_or("");
    auto const colon = item.find(':');
    auto const id = call.request.query.number("produit").value_or(0);
    auto const* product = catalogue.find(ProductId{id});
    if (!product) {
        if (call.request.query.has("epuise") && !call.request.query.has("produit"))
            view.add("ALERT").set("TEXT", sentence_of(Refusal::SoldOut));
        return;
    }
    auto const* size = colon == std::string_view::npos ? nullptr : product->size(item.substr(colon + 1));
    auto const name = size && size->code != "unit" ? product->name + " " + size->label : product->name;
    if (call.request.query.has("ajoute"))
        view.add("NOTICE").set("TEXT", tr("{} est dans votre panier.", name));
    if (call.request.query.has("epuise"))
        view.add("ALERT").set("TEXT", tr("{}\u00a0: {}", name, sentence_of(Refusal::SoldOut)));
    if (call.request.query.has("quantite"))
        view.add("ALERT").set("TEXT", tr("{}\u00a0: {}", name, sentence_of(Refusal::QuantityInvalid)));
}

/// What the page of a product reads at one moment.
struct ProductNow {
    outbox::Cursor cursor;
    stock::Shelf shelf;
    std::optional<cart::CartLine> line; ///< that is being changed
};

/// With the line of the visitor's own cart that the address names, and what the order holds that it changes.
ProductNow product_now(db::Reader const& reader, account::Call const& call, product::Product const& product)
{
    ProductNow now{outbox::now_cursor(reader), {}, std::nullopt};
    auto const id = call.request.query.number("line");
    auto const cart = id && call.who.cart ? cart::cart_in(reader, *call.who.cart) : std::nullopt;
    now.shelf = stock::read_shelf(reader, call.shop->id, cart ? cart->changed_order() : std::nullopt);
    if (!cart) return now;
    for (auto const& line : cart->lines)
        if (line.id == *id && line.product == product.id) now.line = line;
    return now;
}

/// What the address says, else what the line in the cart is, else what most people take.
product::Wanted wanted_of(account::Call const& call, product::Catalogue const& catalogue,
    product::Product const& product, ProductNow const& now)
{
    auto const& query = call.request.query;
    if (query.has("size") || query.has("1-item"))
        if (auto wanted = product::read_configuration(query, product)) return *std::move(wanted);
    if (now.line) return {now.line->size, now.line->configuration};
    return {first_size(product), first_choice(*call.shop, catalogue, product, now.shelf)};
}

html::Live live_menu(pizzeria::Pizzeria const& shop, outbox::Cursor const& from)
{
    return {fmt::format("/pizzerias/{}/flux?from={}", shop.slug, outbox::to_text(from)), "stock.changed"};
}

} // namespace

void ShopPages::add_last_order(html::View& view, account::Call const& call) const
{
    auto const last = call.who.user ? order::last_own_order(database_, call.who.user->id) : std::nullopt;
    auto const shop = last ? shops_.find(last->facts.shop) : std::nullopt;
    if (!shop) return;
    view.add("AGAIN")
        .set("ID", last->facts.id.value())
        .set("CSRF", call.csrf)
        .set("WHAT", order::summary_with_sizes(*last))
        .set("SHOP_NAME", shop->name);
}

html::Answer ShopPages::home(account::Call const& call)
{
    auto const taken
        = database_.read([&](db::Reader const& reader) { return order::all_taken(reader, call.now); });
    html::View view{"home/home.html", call.language()};
    view.set("HERO", hero());
    for (auto const& shop : *shops_.all()) {
        auto part = view.add("SHOP");
        part.set("SLUG", shop.slug).set("NAME", shop.name);
        part.set("LINE", shop.line).set("POSTCODE", shop.postcode).set("CITY", shop.city);
        auto const found = taken.find(shop.id);
        add_times(part, shop, found == taken.end() ? order::Plan{} : found->second, call.now);
    }
    add_last_order(view, call);
    html::Page page{tr("Pizzas livrées et à emporter à Lyon"), std::move(view)};
    page.description = tr(
        "Huit pizzerias à Lyon et Villeurbanne : pâte levée 48 h, livraison et retrait, carte en direct.");
    return page;
}

html::Answer ShopPages::menu(account::Call const& call)
{
    auto const& shop = *call.shop;
    auto const menu = menus_.menu_of(shop, call.language());
    html::View view{"home/menu.html", call.language()};
    view.set("HERO", hero()).set("SLUG", shop.slug).set("NAME", shop.name);
    view.set("LINE", shop.line).set("POSTCODE", shop.postcode).set("CITY", shop.city).set("CSRF", call.csrf);
    add_times(view, shop, menu->taken, call.now);
    add_notices(view, call, *catalogue_.current());
    html::Page page{tr("La carte de {}", shop.name), std::move(view)};
    page.description = tr("La carte de la pizzeria {}, avec prix, allergènes et stock en direct.", shop.name);
    page.body_class = "menu-page";
    page.scripts = {"shop.js"};
    page.live = live_menu(shop, menu->cursor);
    page.stream = order::menu_stream(shop.id);
    page.shared_part = {menu, &menu->body};
    return page;
}

html::Answer ShopPages::product(account::Call const& call)
{
    auto const& shop = *call.shop;
    auto const catalogue = catalogue_.current();
    auto const* product = catalogue->find(std::string{call.request.path_text("product")});
    if (!product || !product::sold_at(*catalogue, shop.id, *product))
        return http::see_other("/pizzerias/" + shop.slug);
    auto const now
        = database_.read([&](db::Reader const& reader) { return product_now(reader, call, *product); });
    auto const wanted = wanted_of(call, *catalogue, *product, now);
    auto view = product_view({shop, *catalogue, *product, now.shelf, wanted.size, wanted.configuration,
                                 now.line ? std::optional{now.line->id} : std::nullopt},
        assets_, call.language());
    view.set("CSRF", call.csrf);
    add_notices(view, call, *catalogue);

    html::Page page{tr("{} à {}", product->name, shop.name), std::move(view)};
    page.description = word_of("description", product->description);
    page.scripts = {"shop.js"};
    page.live = live_menu(shop, now.cursor);
    return page;
}

html::Answer ShopPages::menu_stream(account::Call const& call)
{
    auto last = std::string{call.request.header("last-event-id")};
    if (last.empty()) last = call.request.query.one("from").value_or("");
    return hub_.subscribe({{order::menu_stream(call.shop->id)}, std::move(last), [] { return true; }});
}

} // namespace ocp::home
