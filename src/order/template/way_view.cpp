#include "order/template/way_view.h"

#include "base/refusal_text.h"
#include "order/business/amend_order.h"
#include "order/business/shop_pace.h"
#include "pizzeria/business/delivery_rules.h"
#include "pizzeria/business/shop_hours.h"
#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using pizzeria::Mode;

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

/// As soon as the shop can, and later.
Way open_way(Checkout const& checkout, Load const& load, Instant now)
{
    Way way;
    auto const soonest = soonest_at(checkout.shop, checkout.taken, load, now);
    if (soonest)
        way.promise = soonest->promise;
    else
        way.why_not = why_not(soonest.error(), checkout.shop, load.mode, now);
    way.later = offers_at(checkout.shop, checkout.taken, load, now);
    return way;
}

Way delivery_way(std::optional<pizzeria::DeliveryZone> const& zone, Checkout const& checkout,
    Load const& load, Instant now)
{
    if (!zone) return {std::nullopt, std::nullopt, tr("la pizzeria ne livre pas"), {}};
    auto way = open_way(checkout, load, now);
    if (way.promise && checkout.cart.priced.total < zone->minimum)
        return {std::nullopt, std::nullopt, tr("à partir de {} d’achat", zone->minimum), {}};
    return way;
}

void set_standing(Way& way, Standing const& standing)
{
    way.promise = standing.kept;
    way.promised = standing.before.promised_from;
    if (!way.promise) way.why_not = tr("plus de place aujourd’hui");
}

/// How the way is chosen, and its times.
void add_times(html::View& part, Way const& way, CheckoutForm const& form, Mode mode, std::string_view zone)
{
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, zone); };
    auto const words = [&](Promise const& promise) {
        return mode == Mode::Pickup ? tr("à {}", hour(promise.from))
                                    : tr("{} – {}", hour(promise.from), hour(promise.to));
    };
    auto const& promise = *way.promise;
    auto const stands = way.promised == promise.from ? tr("Comme promis\u00a0: {}", words(promise))
                                                     : tr("Un peu plus tard\u00a0: {}", words(promise));
    part.set("WHEN", way.promised ? stands : tr("Dès {}", hour(promise.from)));
    part.set("FIRST", way.promised ? stands : tr("Dès que possible\u00a0: {}", words(promise)));
    part.set("SOONEST_MS", promise.from.ms());
    for (auto const& [later, full] : way.later) {
        auto option = part.add("TIME");
        option.set("VALUE", later.from.ms());
        option.set("WORDS", full ? tr("{}, complet", words(later)) : words(later));
        option.show_if(full, "FULL");
        option.show_if(form.wanted == later.from, "CHOSEN");
    }
}

void add_ways(html::View& view, WayNow const& way, CheckoutForm const& form, std::string_view zone)
{
    auto const delivers = way.delivery.promise.has_value();
    if (delivers) {
        auto part = view.add("DELIVERY");
        part.set("FEE", way.fee).show_if(form.mode == Mode::Delivery, "DELIVERY_CHECKED");
        add_times(part, way.delivery, form, Mode::Delivery, zone);
    } else {
        view.add("NO_DELIVERY").set("WHY", way.delivery.why_not);
    }
    if (way.pickup.promise) {
        auto part = view.add("PICKUP");
        part.show_if(form.mode == Mode::Pickup || !delivers, "PICKUP_CHECKED");
        add_times(part, way.pickup, form, Mode::Pickup, zone);
    } else {
        view.add("NO_PICKUP").set("WHY", way.pickup.why_not);
    }
}

void add_address(html::View& view, Checkout const& checkout, CheckoutForm const& form)
{
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
}

/// The section that shows a fault beside its field: "LINE_ERROR" for "line".
std::string section_of(std::string_view field)
{
    std::string section;
    for (char const c : field)
        section += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return section + "_ERROR";
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

bool stands_in_way(std::string_view field)
{
    constexpr std::array fields{"mode", "address", "line", "postcode", "city"};
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

constexpr std::string_view whole_order = "order"; ///< the field of what no field can mend

} // namespace

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

WayNow way_now(OrderDesk const& desk, Checkout const& checkout, CheckoutForm const& form,
    Standing const* standing, Instant now)
{
    auto const& priced = checkout.cart.priced;
    auto const [zone, distance] = expected_zone(checkout.shop, expected_place(desk, checkout, form));
    Load const delivery{priced.load_points, priced.pizzas, Mode::Delivery, distance};
    Load const pickup{priced.load_points, priced.pizzas, Mode::Pickup, 0};
    WayNow way{delivery_way(zone, checkout, delivery, now), open_way(checkout, pickup, now),
        zone ? zone->fee : Money{}};
    if (!standing) return way;
    auto delivered = form;
    delivered.mode = Mode::Delivery;
    if (standing->before.facts.mode == Mode::Pickup) {
        set_standing(way.pickup, *standing);
    } else if (same_place(delivered, standing->before)) {
        set_standing(way.delivery, *standing);
        way.fee = standing->before.delivery_fee;
    }
    return way;
}

html::View add_way(html::View& page, OrderDesk const& desk, account::Call const& call,
    Checkout const& checkout, WayNow const& way, SentForm const& sent)
{
    auto const& [form, faults, perhaps] = sent;
    auto view = page.include("WAY", "order/way.html");
    view.set("SHOP_LINE", checkout.shop.line).set("SHOP_CITY", checkout.shop.city);
    add_ways(view, way, form, checkout.shop.time_zone);
    add_address(view, checkout, form);
    if (checkout.cart.cart.amends)
        view.show("NOTE_STAYS");
    else if (call.who.user)
        view.show(checkout.addresses.size() < account::most_addresses ? "SAVE_OFFERED" : "SAVED_ENOUGH");
    auto const asks = std::any_of(faults.begin(), faults.end(),
        [](FieldFault const& fault) { return fault.second == Refusal::AddressUnsure; });
    view.set("CONFIRMED", asks ? confirmed_text(form) : form.confirmed);
    for (auto const& [field, refusal] : faults) {
        if (refusal == Refusal::AddressUnsure) add_suggestions(view, form, perhaps);
        if (refusal == Refusal::OutsideDeliveryZone && !checkout.cart.cart.amends)
            add_other_shops(view, desk, checkout, form, call.now);
    }
    return view;
}

void add_faults(html::View& page, html::View& way, Text const& title, std::vector<FieldFault> const& faults)
{
    if (faults.empty()) return;
    auto summary = page.include("FAULTS", "order/faults.html");
    summary.set("TITLE", title);
    if (faults.front().first == whole_order) {
        summary.add("WHOLE").set("TEXT", sentence_of(faults.front().second));
        return;
    }
    auto mendable = summary.add("MENDABLE");
    for (auto const& [field, refusal] : faults) {
        mendable.add("ERROR").set("FIELD", field).set("TEXT", sentence_of(refusal));
        (stands_in_way(field) ? way : page).add(section_of(field)).set("TEXT", sentence_of(refusal));
    }
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
