#include "ocpizza/page_frame.h"

#include "cart/business/change_cart.h"
#include "pizzeria/business/shop_hours.h"

namespace ocp {

namespace {

void add_assets(html::View& head, html::Assets const& assets, html::Page const& page)
{
    head.set("CSS", assets.path(page.frame == html::Frame::Shop ? "shop.css" : "staff.css"));
    head.set("FONT_TITLE", assets.path("bricolage.woff2")).set("FONT_TEXT", assets.path("figtree.woff2"));
    head.set("ICON", assets.path("icon.svg")).set("TOUCH_ICON", assets.path("touch-icon.png"));
    head.set("MANIFEST", assets.path("app.webmanifest"));
    for (auto const& script : page.scripts)
        head.add("SCRIPT").set("SRC", assets.path(script));
    if (page.scripts.empty()) head.add("SCRIPT").set("SRC", assets.path("forms.js"));
}

/// The shop the page is about, or the one the cart is in.
std::optional<pizzeria::Pizzeria> shop_of(
    SiteTools const& tools, html::Page const& page, account::Call const& call, cart::CartChip const& chip)
{
    if (call.shop) return call.shop;
    if (!page.shop_slug.empty()) return tools.shops.find(page.shop_slug);
    return chip.shop ? tools.shops.find(*chip.shop) : std::nullopt;
}

void add_visitor(html::View& head, SiteTools const& tools, html::Page const& page, account::Call const& call)
{
    cart::CartChip chip;
    if (call.who.cart && page.frame == html::Frame::Shop) {
        auto const catalogue = tools.catalogue.current();
        chip = tools.database.read(
            [&](db::Reader const& reader) { return cart::cart_chip(reader, *catalogue, call.who); });
    }
    if (auto const shop = shop_of(tools, page, call, chip)) {
        auto const opening = pizzeria::opening_text(*shop, call.now);
        auto part = head.add("SHOP");
        part.set("SLUG", shop->slug).set("NAME", shop->name).set("STATE", opening.text);
        part.show(opening.open ? "SHOP_OPEN" : "SHOP_CLOSED");
    }
    if (chip.count > 0) head.add("CART").set("COUNT", chip.count).set("TOTAL", chip.total);
    if (!call.who.user) {
        head.show("SIGNED_OUT");
        return;
    }
    auto person = head.add("SIGNED_IN");
    person.set("FIRSTNAME", call.who.user->firstname).set("CSRF", call.csrf);
    person.show_if(!call.who.roles.empty(), "STAFF");
}

Language language_of(html::Page const& page, account::Call const& call)
{
    return page.frame == html::Frame::Staff ? Language::French : page.only_in.value_or(call.language());
}

} // namespace

html::View frame_head(SiteTools const& tools, html::Page const& page, account::Call const& call)
{
    html::View head{page.frame == html::Frame::Shop ? "home/layout_head.html" : "home/staff_head.html",
        language_of(page, call)};
    if (page.frame == html::Frame::Shop) head.set("LANGUAGE", code_of(head.language()));
    head.set("TITLE", page.title).set("BODY_CLASS", page.body_class).set("MAIN_CLASS", page.main_class);
    add_assets(head, tools.assets, page);
    if (!page.description.empty()) head.add("DESCRIPTION").set("TEXT", page.description);
    head.show_if(!page.indexed, "NOINDEX");
    if (!page.live.url.empty()) head.add("LIVE").set("FLUX", page.live.url).set("EVENTS", page.live.events);
    add_visitor(head, tools, page, call);
    return head;
}

html::View frame_foot(html::Page const& page, account::Call const& call)
{
    html::View foot{page.frame == html::Frame::Shop ? "home/layout_foot.html" : "home/staff_foot.html",
        language_of(page, call)};
    if (page.frame == html::Frame::Staff || page.only_in) return foot;
    auto const there = call.language() == Language::French ? Language::English : Language::French;
    auto other = foot.add("OTHER_LANGUAGE");
    other.set("CODE", code_of(there)).set("NAME_THERE", own_name_of(there));
    other.set("CSRF", call.csrf)
        .set("BACK",
            call.request.method == http::Method::Get && !call.request.target.empty() ? call.request.target
                                                                                     : "/");
    return foot;
}

html::Page error_content(unsigned status, Language language)
{
    struct Words {
        Noted fact, advice;
    };
    auto const words = [status]() -> Words {
        switch (status) {
        case 400:
            return {
                noted("La demande n’est pas lisible"), noted("Rechargez la page précédente et recommencez.")};
        case 403:
            return {noted("La demande a été refusée"),
                noted(
                    "Elle ne vient pas d’une page ouverte ici, ou la page est restée ouverte trop longtemps. "
                    "Rechargez-la et recommencez.")};
        case 404:
            return {noted("Cette page n’existe pas"), noted("Vérifiez l’adresse, ou revenez à l’accueil.")};
        case 405:
            return {noted("Cette action n’existe pas ici"), noted("Revenez à la page précédente.")};
        case 408:
            return {noted("La demande a mis trop de temps à arriver"),
                noted("Vérifiez votre connexion et recommencez.")};
        case 413:
            return {noted("Le contenu envoyé est trop grand"),
                noted("Raccourcissez votre texte et recommencez.")};
        case 414:
        case 431:
            return {noted("La demande est trop longue"), noted("Revenez à l’accueil.")};
        case 415:
            return {noted("Ce format de formulaire n’est pas accepté"), noted("Recommencez depuis la page.")};
        case 429:
            return {noted("Trop de demandes en peu de temps"),
                noted("Patientez une minute avant de recommencer.")};
        case 503:
            return {noted("Le service est très demandé"),
                noted("Patientez quelques secondes puis rechargez la page. Votre panier est conservé.")};
        default:
            break;
        }
        return {noted("Une panne de notre côté"), noted("Réessayez dans un instant. Rien n’a été débité.")};
    }();
    html::View content{"home/error.html", language};
    content.set("STATUS", std::int64_t{status}).set("FACT", tr(words.fact)).set("ADVICE", tr(words.advice));
    html::Page page{tr(words.fact), std::move(content)};
    page.status = status;
    page.indexed = false;
    return page;
}

} // namespace ocp
