#include "order/template/checkout_view.h"

#include "account/business/addresses.h"
#include "base/refusal_text.h"
#include "base/text.h"
#include "cart/business/change_cart.h"
#include "order/business/follow_order.h"
#include "order/template/change_pages.h"
#include "pizzeria/business/delivery_rules.h"
#include "pizzeria/business/shop_hours.h"
#include "pizzeria/model/local_time.h"
#include "product/business/change_words.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using pizzeria::Mode;

constexpr std::size_t longest_note = 200;

/// Everything the page shows beside the form.
struct Checkout {
    cart::CartNow cart;
    pizzeria::Pizzeria shop;
    std::vector<account::SavedAddress> addresses;
    Plan taken; ///< of the shop's slots
};

std::optional<Checkout> read_checkout(OrderDesk const& desk, account::Call const& call)
{
    auto const catalogue = desk.catalogue.current();
    auto const shops = desk.shops.all();
    return desk.database.read([&](db::Reader const& reader) -> std::optional<Checkout> {
        auto cart = cart::cart_now(reader, *catalogue, call.who, call.now);
        if (!cart || cart->cart.lines.empty()) return std::nullopt;
        auto const* shop = pizzeria::shop_in(*shops, cart->cart.shop);
        if (!shop) return std::nullopt;
        auto addresses = call.who.user ? account::own_addresses(reader, call.who.user->id)
                                       : std::vector<account::SavedAddress>{};
        return Checkout{std::move(*cart), *shop, std::move(addresses), taken_of(reader, shop->id, call.now)};
    });
}

/// Where the order would go as far as is known yet.
std::optional<pizzeria::Position> expected_place(
    OrderDesk const& desk, Checkout const& checkout, CheckoutForm const& form)
{
    if (form.place) return form.place->position;
    for (auto const& address : checkout.addresses) {
        if (form.saved_address != address.id) continue;
        if (address.latitude && address.longitude)
            return pizzeria::Position{*address.latitude, *address.longitude};
        return desk.postcodes.locate(address.postcode, address.city);
    }
    return desk.postcodes.locate(form.postcode, form.city);
}

/// Its zone and distance; before an address is known, or for one outside, those of the neighbourhood.
std::pair<std::optional<pizzeria::DeliveryZone>, std::int64_t> expected_zone(
    pizzeria::Pizzeria const& shop, std::optional<pizzeria::Position> place)
{
    static constexpr std::int64_t usual_m = 2000;
    if (place)
        if (auto const zone = pizzeria::zone_for(shop, *place))
            return {*zone, pizzeria::distance_m(shop.position, *place)};
    if (shop.zones.empty()) return {std::nullopt, usual_m};
    return {shop.zones.front(), usual_m};
}

Text why_not(Refusal refusal, pizzeria::Pizzeria const& shop, Mode mode, Instant now)
{
    if (refusal == Refusal::ShopFull) return tr("plus de place aujourd’hui");
    if (pizzeria::services_ahead(shop, mode, now).empty()) return tr("la pizzeria est fermée");
    return tr("il est trop tard avant la fermeture");
}

/// What somebody may choose: as soon as possible, or a later time of the day.
void add_times(html::View& part, Promise const& soonest, std::vector<Offer> const& offers,
    CheckoutForm const& form, Mode mode, std::string_view zone)
{
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, zone); };
    auto const words = [&](Promise const& promise) {
        return mode == Mode::Pickup ? tr("à {}", hour(promise.from))
                                    : tr("{} – {}", hour(promise.from), hour(promise.to));
    };
    part.set("SOONEST", hour(soonest.from)).set("SOONEST_MS", soonest.from.ms());
    part.set("SOONEST_WORDS", words(soonest));
    for (auto const& [promise, full] : offers) {
        auto option = part.add("TIME");
        option.set("VALUE", promise.from.ms());
        option.set("WORDS", full ? tr("{}, complet", words(promise)) : words(promise));
        option.show_if(full, "FULL");
        option.show_if(form.wanted == promise.from, "CHOSEN");
    }
}

void add_modes(
    html::View& view, OrderDesk const& desk, Checkout const& checkout, CheckoutForm const& form, Instant now)
{
    auto const& shop = checkout.shop;
    auto const& priced = checkout.cart.priced;
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, shop.time_zone); };
    auto const total = checkout.cart.to_pay();
    auto const expected = expected_zone(shop, expected_place(desk, checkout, form));
    auto const& zone = expected.first;

    Load const delivery{priced.load_points, priced.pizzas, Mode::Delivery, expected.second};
    Load const pickup{priced.load_points, priced.pizzas, Mode::Pickup, 0};
    auto const delivered = soonest_at(shop, checkout.taken, delivery, now);
    auto const ready = soonest_at(shop, checkout.taken, pickup, now);
    auto const why_no_delivery = [&]() -> Text {
        if (!zone) return tr("la pizzeria ne livre pas");
        if (!delivered) return why_not(delivered.error(), shop, Mode::Delivery, now);
        if (priced.total < zone->minimum) return tr("à partir de {} d’achat", zone->minimum);
        return {};
    }();
    view.set("TOTAL_PICKUP", total).set("TOTAL_PICKUP_CENTS", total.cents());
    auto const fee = zone ? zone->fee : Money{};
    view.set("TOTAL_DELIVERY", total + fee).set("TOTAL_DELIVERY_CENTS", (total + fee).cents());

    auto const delivers = why_no_delivery.empty();
    if (delivers) {
        auto part = view.add("DELIVERY");
        auto const& promise = delivered->promise;
        part.set("FEE", fee).set("DELIVERED", tr("entre {} et {}", hour(promise.from), hour(promise.to)));
        part.show_if(form.mode == Mode::Delivery, "DELIVERY_CHECKED");
        add_times(part, promise, offers_at(shop, checkout.taken, delivery, now), form, Mode::Delivery,
            shop.time_zone);
    } else {
        view.add("NO_DELIVERY").set("WHY", why_no_delivery);
    }
    if (ready) {
        auto part = view.add("PICKUP");
        auto const& promise = ready->promise;
        part.set("PICKED_UP", tr("à {}", hour(promise.from)));
        part.show_if(form.mode == Mode::Pickup || !delivers, "PICKUP_CHECKED");
        add_times(
            part, promise, offers_at(shop, checkout.taken, pickup, now), form, Mode::Pickup, shop.time_zone);
    } else {
        view.add("NO_PICKUP").set("WHY", why_not(ready.error(), shop, Mode::Pickup, now));
    }
}

void add_person(
    html::View& view, account::Call const& call, Checkout const& checkout, CheckoutForm const& form)
{
    if (call.who.user) {
        auto person = view.add("SIGNED_IN");
        person.set("ACCOUNT_EMAIL", call.who.user->email);
        person.show(checkout.addresses.size() < account::most_addresses ? "SAVE_OFFERED" : "SAVED_ENOUGH");
    } else {
        view.show("SIGNED_OUT");
    }
    if (!checkout.addresses.empty()) {
        auto saved = view.add("SAVED");
        for (auto const& address : checkout.addresses) {
            auto part = saved.add("ADDRESS");
            part.set("ID", address.id.value()).set("SAVED_LINE", address.line);
            part.set("SAVED_POSTCODE", address.postcode).set("SAVED_CITY", address.city);
            part.show_if(form.saved_address == address.id, "CHECKED");
        }
        saved.show_if(!form.saved_address, "NEW_CHECKED");
    }
    view.set("LINE", form.line).set("POSTCODE", form.postcode).set("CITY", form.city).set("NOTE", form.note);
    view.set("EMAIL", form.email).set("FIRSTNAME", form.firstname).set("LASTNAME", form.lastname);
    view.set("PHONE", form.phone);
}

void add_recap(html::View& view, cart::CartNow const& cart)
{
    for (auto const& line : cart.priced.lines) {
        auto const& made = line.made;
        auto const is_deal = !made.configuration.picks.empty();
        auto part = view.add("ORDER_LINE");
        part.set("QUANTITY", std::int64_t{line.line.quantity})
            .set("NAME", is_deal ? made.product->name : made.portions.front().name());
        part.set("TOTAL", line.total);
        if (!made.size->label.empty()) part.add("SIZE").set("LABEL", made.size->label);
        for (auto const& words : product::contents_of(made))
            part.add("CHANGES").set("WORDS", words);
    }
    view.set("SUBTOTAL", cart.priced.total);
    if (cart.promo.discount > Money{})
        view.add("CODE").set("TEXT", cart.promo.code).set("DISCOUNT", cart.promo.discount);
}

constexpr std::string_view whole_order = "order"; ///< the field of what no field can mend

/// The section that shows a fault beside its field: "LINE_ERROR" for "line".
std::string section_of(std::string_view field)
{
    std::string section;
    for (char const c : field)
        section += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return section + "_ERROR";
}

void add_faults(html::View& view, std::vector<FieldFault> const& faults)
{
    if (faults.empty()) return;
    auto summary = view.add("ERRORS");
    if (faults.front().first == whole_order) {
        summary.add("WHOLE").set("TEXT", sentence_of(faults.front().second));
        return;
    }
    auto mendable = summary.add("MENDABLE");
    for (auto const& [field, refusal] : faults) {
        mendable.add("ERROR").set("FIELD", field).set("TEXT", sentence_of(refusal));
        view.add(section_of(field)).set("TEXT", sentence_of(refusal));
    }
}

/// "12 Rue de la Villette|69003|Lyon"
std::string joined(std::string_view line, std::string_view postcode, std::string_view city)
{
    return fmt::format("{}|{}|{}", line, postcode, city);
}

/// What may have been meant, to be chosen instead of what was typed.
void add_suggestions(
    html::View& view, CheckoutForm const& form, std::vector<pizzeria::TypedAddress> const& perhaps)
{
    if (perhaps.empty()) return;
    auto part = view.add("SUGGESTIONS");
    part.set("TYPED", fmt::format("{}, {} {}", form.line, form.postcode, form.city));
    for (auto const& [line, postcode, city] : perhaps)
        part.add("SUGGESTION")
            .set("VALUE", joined(line, postcode, city))
            .set("WORDS", fmt::format("{}, {} {}", line, postcode, city));
}

/// The group's other shops that deliver there now, the nearest first.
void add_other_shops(
    html::View& view, OrderDesk const& desk, Checkout const& checkout, CheckoutForm const& form, Instant now)
{
    auto const place = expected_place(desk, checkout, form);
    if (!place) return;
    std::vector<pizzeria::Pizzeria> others;
    for (auto const& shop : *desk.shops.all())
        if (shop.id != checkout.shop.id && pizzeria::zone_for(shop, *place)
            && pizzeria::open_now(shop, Mode::Delivery, now))
            others.push_back(shop);
    std::sort(others.begin(), others.end(), [&](auto const& a, auto const& b) {
        return pizzeria::distance_m(a.position, *place) < pizzeria::distance_m(b.position, *place);
    });
    if (others.empty()) return;
    auto part = view.add("OTHER_SHOPS");
    part.set("THIS", checkout.shop.name);
    for (auto const& shop : others)
        part.add("OTHER_SHOP")
            .set("SLUG", shop.slug)
            .set("NAME", shop.name)
            .set("FEE", pizzeria::zone_for(shop, *place)->fee);
}

void take_suggestion(CheckoutForm& form, std::string_view chosen)
{
    auto const parts = text::split(chosen, '|');
    if (parts.size() != 3) return;
    form.line = parts[0];
    form.postcode = parts[1];
    form.city = parts[2];
}

} // namespace

std::string confirmed_text(CheckoutForm const& form)
{
    return joined(form.line, form.postcode, form.city);
}

CheckoutForm form_from(account::Call const& call)
{
    auto const& sent = call.form;
    CheckoutForm form;
    form.mode = sent.one("mode") == "pickup" ? Mode::Pickup : Mode::Delivery;
    if (auto const address = sent.number("address")) form.saved_address = AddressId{*address};
    form.line = sent.trimmed("line");
    form.postcode = sent.trimmed("postcode");
    form.city = sent.trimmed("city");
    take_suggestion(form, sent.trimmed("suggestion"));
    form.is_adult = sent.one("adult") == "1";
    form.confirmed = sent.trimmed("confirmed");
    form.shop = sent.trimmed("shop");
    form.save_address = sent.one("save_address") == "1";
    form.firstname = sent.trimmed("firstname");
    form.lastname = sent.trimmed("lastname");
    form.email = sent.trimmed("email");
    form.phone = sent.trimmed("phone");
    form.note = std::string{text::cut(sent.trimmed("note"), longest_note)};
    form.key = sent.trimmed("key");
    auto const pickup = form.mode == Mode::Pickup;
    auto const shown = sent.number(pickup ? "total_pickup" : "total_delivery");
    form.expected_total = Money::cents(shown.value_or(-1));
    auto const* const time = pickup ? "time_pickup" : "time_delivery";
    // What is no time at all is one that nobody offered.
    if (!sent.trimmed(time).empty()) form.wanted = Instant::ms(sent.number(time).value_or(0));
    if (auto const soonest = sent.number(pickup ? "soonest_pickup" : "soonest_delivery"))
        form.shown_time = Instant::ms(*soonest);
    return form;
}

CheckoutForm fresh_form(OrderDesk const& desk, account::Call const& call, std::string key)
{
    CheckoutForm form;
    form.key = std::move(key);
    if (!call.who.user) return form;
    form.firstname = call.who.user->firstname;
    form.lastname = call.who.user->lastname;
    form.phone = call.who.user->phone;
    if (auto const last = last_own_order(desk.database, call.who.user->id)) {
        form.mode = last->facts.mode;
        if (form.phone.empty()) form.phone = last->contact_phone;
    }
    return form;
}

std::optional<html::Page> checkout_page(OrderDesk const& desk, account::Call const& call,
    CheckoutForm const& given, std::vector<FieldFault> const& faults,
    std::vector<pizzeria::TypedAddress> const& perhaps)
{
    auto const checkout = read_checkout(desk, call);
    if (!checkout) return std::nullopt;
    if (auto const& amends = checkout->cart.cart.amends)
        return change_page(desk, call, *amends, std::nullopt);
    auto form = given;
    if (faults.empty() && !form.saved_address && form.line.empty() && !checkout->addresses.empty())
        form.saved_address = checkout->addresses.front().id;

    html::View view{"order/checkout.html", call.language()};
    auto const& shop = checkout->shop;
    view.set("CSRF", call.csrf).set("KEY", form.key);
    auto const asks = std::any_of(faults.begin(), faults.end(),
        [](FieldFault const& fault) { return fault.second == Refusal::AddressUnsure; });
    view.set("CONFIRMED", asks ? confirmed_text(form) : form.confirmed);
    view.set("SHOP_NAME", shop.name).set("SHOP_LINE", shop.line).set("SHOP_CITY", shop.city);
    add_modes(view, desk, *checkout, form, call.now);
    add_person(view, call, *checkout, form);
    add_recap(view, checkout->cart);
    if (checkout->cart.priced.has_alcohol()) view.add("ALCOHOL").show_if(form.is_adult, "ADULT");
    add_faults(view, faults);
    for (auto const& [field, refusal] : faults) {
        if (refusal == Refusal::AddressUnsure) add_suggestions(view, form, perhaps);
        if (refusal == Refusal::OutsideDeliveryZone) add_other_shops(view, desk, *checkout, form, call.now);
    }

    html::Page page{
        faults.empty() ? tr("Commander") : tr("Erreur\u00a0: {}", tr("Commander")), std::move(view)};
    page.status = faults.empty() ? 200 : status_of(faults.front().second);
    if (!faults.empty()) page.retry_after = retry_after(faults.front().second);
    page.indexed = false;
    page.scripts = {"checkout.js"};
    page.shop_slug = shop.slug;
    return page;
}

std::string_view field_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::OutsideDeliveryZone:
    case Refusal::UnknownThing:
        return "address";
    case Refusal::AddressUnsure:
        return "line";
    case Refusal::AgeUnconfirmed:
        return "adult";
    case Refusal::PostcodeUnknown:
        return "postcode";
    case Refusal::EmailInvalid:
        return "email";
    case Refusal::PhoneInvalid:
        return "phone";
    case Refusal::OrdersWaiting:
    case Refusal::TooManyOrders:
        return whole_order;
    default:
        return "mode";
    }
}

} // namespace ocp::order
