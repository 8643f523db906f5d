#include "order/business/amend_order.h"

#include "order/business/basket.h"
#include "order/business/order_events.h"
#include "order/business/order_rules.h"
#include "order/business/same_again.h"
#include "order/business/shop_pace.h"
#include "order/model/order_store.h"
#include "order/model/slot_store.h"
#include "pizzeria/business/delivery_rules.h"
#include "platform/secrets/secrets.h"
#include "stock/business/hold_stock.h"

#include <algorithm>

namespace ocp::order {

namespace {

/// Of the shop's zone at the address as it was ordered; nothing for a pickup.
pizzeria::DeliveryZone zone_of(OrderView const& order, pizzeria::Pizzeria const& shop)
{
    pizzeria::DeliveryZone as_ordered{0, order.delivery_fee, {}};
    if (order.facts.mode == pizzeria::Mode::Pickup || !order.latitude || !order.longitude) return as_ordered;
    auto const zone = pizzeria::zone_for(shop, {*order.latitude, *order.longitude});
    // Whom the shop agreed to deliver to is not turned away because its zones changed meanwhile.
    if (zone) as_ordered.minimum = zone->minimum;
    return as_ordered;
}

struct Change {
    Basket basket;
    Changed changed;
};

Result<Change> change_in(OrderDesk const& desk, KnownGroup const& known, db::Reader const& reader,
    account::Visitor const& visitor, Instant at)
{
    TRY_LET(auto basket, basket_of(desk, known, reader, visitor, at));
    if (!basket.amends) return No{Refusal::CartEmpty};
    auto before = find_order(reader, basket.shop.id, basket.amends->order);
    if (!before) return No{Refusal::UnknownThing};
    TRY(next_step(before->facts, Action::Amend, Actor::Customer, before->facts.client, {}));
    if (before->facts.paid > Money{}) return No{Refusal::NotAllowed};
    if (before->facts.version != basket.amends->version) return No{Refusal::PriceChanged};

    auto const zone = zone_of(*before, basket.shop);
    auto const total = basket.priced.total;
    if (total < zone.minimum && total < before->items_total) return No{Refusal::BelowMinimum};
    Changed changed{*std::move(before), lines_of(basket.priced), total, zone.fee, basket.promo.discount,
        basket.promo.refused, basket.priced.has_alcohol()};
    return Change{std::move(basket), std::move(changed)};
}

/// The plan and promise of what the order becomes. What is added is made by the promised time while that
/// goes, else as little later as the shop can; what is taken away is made by nobody, and promises nothing
/// earlier.
Result<Slotted> replanned(db::Transaction& tx, pizzeria::Pizzeria const& shop, OrderView const& before,
    cart::PricedCart const& priced, Instant at)
{
    auto const was = sum_of(before.facts.plan);
    auto const points = priced.load_points - was.points, pizzas = priced.pizzas - was.pizzas;
    Slotted slotted{{before.promised_from, before.promised_to},
        lessened(before.facts.plan, std::max<std::int64_t>(0, -points), std::max<std::int64_t>(0, -pizzas))};
    if (points <= 0 && pizzas <= 0) return slotted;
    lock_shop(tx, shop.id);
    auto const road = before.facts.mode == pizzeria::Mode::Delivery && before.latitude && before.longitude
        ? pizzeria::distance_m(shop.position, {*before.latitude, *before.longitude})
        : 0;
    Load const more{
        std::max<std::int64_t>(0, points), std::max<std::int64_t>(0, pizzas), before.facts.mode, road};
    TRY_LET(auto const added, stretched_at(shop, taken_of(tx, shop.id, at), slotted.promise, more, at));
    slotted.promise = added.promise;
    slotted.plan += added.plan;
    return slotted;
}

Result<Amended> amend(
    OrderDesk const& desk, KnownGroup const& known, db::Transaction& tx, AmendRequest const& request)
{
    auto const cart = request.visitor.cart ? cart::cart_locked(tx, *request.visitor.cart) : std::nullopt;
    if (!cart || !cart->amends) return No{Refusal::CartEmpty};
    // The row before all else: from here on neither the kitchen nor another tab moves the order.
    auto const facts = lock_order(tx, cart->shop, cart->amends->order);
    if (!facts) return No{Refusal::UnknownThing};
    TRY_LET(auto const change, change_in(desk, known, tx, request.visitor, request.at));
    auto const& [basket, changed] = change;
    if (basket.amends->order != facts->id || changed.total() != request.expected_total)
        return No{Refusal::PriceChanged};
    if (basket.priced.has_alcohol() && !request.is_adult) return No{Refusal::AgeUnconfirmed};

    auto const& before = changed.before;
    TRY_LET(auto const slotted, replanned(tx, basket.shop, before, basket.priced, request.at));
    auto difference = slotted.plan;
    difference -= facts->plan;
    auto const step = find_step(Status::Pending, Action::Amend).value();
    take_slots(tx, facts->shop, difference);
    TRY(stock::move_holds(tx, facts->shop, facts->id, basket.priced.needs, request.at));
    cart::return_promo_code(tx, facts->id, request.at);
    TRY(cart::claim_promo_code(tx, basket.promo, facts->id, facts->client, request.at));
    rewrite_order(tx,
        {facts->id, slotted.plan, changed.items_total, changed.delivery_fee, changed.discount,
            slotted.promise.from, slotted.promise.to},
        changed.lines, request.at);
    add_step(tx, facts->id, Status::Pending, step, facts->client, {}, request.at);
    cart::empty_cart(tx, *request.visitor.cart);
    announce(tx, {facts->shop, facts->id, facts->daily_number, step, facts->version + 1}, request.at);
    return Amended{*facts, tracking_token(desk.tracking_key, facts->number)};
}

} // namespace

Result<std::optional<account::OpenedSession>> begin_change(OrderDesk const& desk, RandomSource& random,
    account::Visitor const& visitor, std::string_view token, std::string device, Instant at)
{
    auto const hash = secrets::fingerprint(token);
    auto const found = desk.database.read_snapshot([&](db::Reader const& reader) {
        auto order = find_tracked(reader, hash);
        auto code = order ? cart::promo_code_of(reader, order->facts.id) : std::string{};
        return std::pair{std::move(order), std::move(code)};
    });
    auto const& [order, code] = found;
    if (!order) return No{Refusal::UnknownThing};
    auto const& facts = order->facts;
    TRY(next_step(facts, Action::Amend, Actor::Customer, facts.client, {}));
    if (facts.paid > Money{}) return No{Refusal::NotAllowed};
    return cart::begin_amendment(desk.database, random,
        {visitor, facts.shop, {facts.id, facts.version, facts.number}, same_again(order->lines), code,
            std::move(device), at});
}

Result<Changed> preview_change(OrderDesk const& desk, account::Visitor const& visitor, Instant at)
{
    auto const known = known_group(desk);
    return desk.database.read_snapshot([&](db::Reader const& reader) -> Result<Changed> {
        TRY_LET(auto change, change_in(desk, known, reader, visitor, at));
        return std::move(change.changed);
    });
}

Result<Amended> amend_order(OrderDesk const& desk, AmendRequest const& request)
{
    auto const known = known_group(desk);
    return desk.database.in_transaction([&](db::Transaction& tx) { return amend(desk, known, tx, request); });
}

} // namespace ocp::order
