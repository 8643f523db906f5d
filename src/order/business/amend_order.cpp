#include "order/business/amend_order.h"

#include "account/business/password_rules.h"
#include "order/business/await_difference.h"
#include "order/business/basket.h"
#include "order/business/destination.h"
#include "order/business/open_payment.h"
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

/// Where it was ordered to, at the fee of then.
Destination as_ordered(OrderView const& order, pizzeria::Pizzeria const& shop)
{
    Destination to;
    to.zone.fee = order.delivery_fee;
    if (order.facts.mode == pizzeria::Mode::Pickup || !order.latitude || !order.longitude) return to;
    pizzeria::Position const door{*order.latitude, *order.longitude};
    to.distance_m = pizzeria::distance_m(shop.position, door);
    // Whom the shop agreed to deliver to is not turned away because its zones changed meanwhile.
    if (auto const zone = pizzeria::zone_for(shop, door)) to.zone.minimum = zone->minimum;
    return to;
}

/// Its plan and promise when it goes where it went. What is added is made by the promised time while that
/// goes, else as little later as the shop can; what is taken away is made by nobody, and promises nothing
/// earlier.
Result<Slotted> kept(pizzeria::Pizzeria const& shop, Plan const& taken, OrderView const& before,
    cart::PricedCart const& priced, Instant at)
{
    auto const was = sum_of(before.facts.plan);
    auto const points = priced.load_points - was.points, pizzas = priced.pizzas - was.pizzas;
    Slotted slotted{{before.promised_from, before.promised_to},
        lessened(before.facts.plan, std::max<std::int64_t>(0, -points), std::max<std::int64_t>(0, -pizzas))};
    if (points <= 0 && pizzas <= 0) return slotted;
    Load const more{std::max<std::int64_t>(0, points), std::max<std::int64_t>(0, pizzas), before.facts.mode,
        as_ordered(before, shop).distance_m};
    TRY_LET(auto const added, stretched_at(shop, taken, slotted.promise, more, at));
    slotted.promise = added.promise;
    slotted.plan += added.plan;
    return slotted;
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
    if (before->facts.version != basket.amends->version) return No{Refusal::PriceChanged};

    Changed changed{*std::move(before), lines_of(basket.priced), basket.priced.total, basket.promo.discount,
        basket.promo.refused, basket.priced.has_alcohol(), basket.fingerprint};
    return Change{std::move(basket), std::move(changed)};
}

/// Where and when, by the form.
struct HandOver {
    Destination to;
    Slotted slotted;
    bool moved; ///< another way, or another place
};
Result<HandOver> hand_over_of(
    OrderDesk const& desk, db::Transaction& tx, AmendRequest const& request, Change const& change)
{
    auto const& [visitor, form, at] = request;
    auto const& [basket, changed] = change;
    auto const& [shop, amends, fingerprint, priced, promo] = basket;
    auto const& before = changed.before;
    auto const moved = !same_place(form, before);
    auto to = as_ordered(before, shop);
    if (moved) {
        TRY_LET(to, destination_of(desk, tx, visitor, form, shop));
    }
    // An order that was below the minimum already may stay so, but not sink further.
    if (priced.total < to.zone.minimum && (moved || priced.total < before.items_total))
        return No{Refusal::BelowMinimum};
    auto taken = taken_of(tx, shop.id, at);
    if (!moved && !form.wanted) {
        TRY_LET(auto slotted, kept(shop, taken, before, priced, at));
        TRY(about_as_shown(slotted.promise, form));
        return HandOver{std::move(to), std::move(slotted), false};
    }
    taken -= before.facts.plan;
    TRY_LET(auto slotted,
        time_for(shop, taken, {priced.load_points, priced.pizzas, form.mode, to.distance_m}, form, at));
    return HandOver{std::move(to), std::move(slotted), moved};
}

std::optional<std::string> unless_empty(std::string text)
{
    return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

AmendedOrder amended_order(
    OrderId order, HandOver const& hand_over, Changed const& changed, CheckoutForm const& form)
{
    auto const& [to, slotted, moved] = hand_over;
    auto const phone = form.phone.empty() ? std::string{} : account::phone_from(form.phone).value_or("");
    AmendedOrder amended{order, slotted.plan, changed.items_total, to.zone.fee, changed.discount,
        slotted.promise.from, slotted.promise.to, std::nullopt, unless_empty(phone), unless_empty(form.note)};
    if (moved)
        amended.hand_over = {form.mode, to.address, to.line, to.postcode, to.city, to.position, to.to_check};
    return amended;
}

/// The order stays, and what makes it dearer waits for its payment.
Result<Amended> await_payment(OrderDesk const& desk, db::Transaction& tx, AmendRequest const& request,
    OrderFacts const& facts, Change const& change, AmendedOrder const& amended)
{
    auto const due = request.form.expected_total - facts.total;
    if (!desk.stripe) return No{Refusal::PaymentUnavailable};
    if (due < least_online) return No{Refusal::DifferenceTooSmall};
    auto const& promo = change.basket.promo;
    TRY(await_difference(tx, facts,
        {0, facts.id, facts.version, request.visitor.cart, amended, change.changed.lines,
            promo.refused ? "" : promo.code, promo.discount, {}, due, {}},
        request.at));
    return Amended{facts, tracking_token(desk.tracking_key, facts.number), true};
}

/// What was paid too much goes back, told as what left the order and what came; without a difference only the
/// receipt is corrected.
void correct_money(db::Transaction& tx, OrderFacts const& facts,
    std::vector<payment::ReceiptLine> const& correction, Instant at)
{
    if (correction.empty()) return;
    auto const more = payment::total_of(correction);
    if (more < Money{})
        ask_refund(tx, facts, {payment::Cause::Amended, {}, std::nullopt, Money{} - more, correction}, at);
    else
        payment::book(tx, {facts.shop, facts.id, std::nullopt, at},
            {payment::ReceiptKind::Correction, facts.number,
                facts.mode == pizzeria::Mode::Delivery ? "delivery" : "pickup",
                told_lines(tx, facts, more, correction)},
            {});
}

Result<Amended> amend(
    OrderDesk const& desk, KnownGroup const& known, db::Transaction& tx, AmendRequest const& request)
{
    auto const cart = request.visitor.cart ? cart::cart_in(tx, *request.visitor.cart) : std::nullopt;
    if (!cart || !cart->amends) return No{Refusal::CartEmpty};
    // The row before all else: from here on neither the kitchen nor another tab moves the order. Then the
    // cart, as where its difference is paid.
    auto const facts = lock_order(tx, cart->shop, cart->amends->order);
    if (!facts) return No{Refusal::UnknownThing};
    cart::lock_cart(tx, cart->id);
    TRY_LET(auto const change, change_in(desk, known, tx, request.visitor, request.at));
    auto const& [basket, changed] = change;
    if (basket.fingerprint != request.form.shown_cart || basket.amends->order != facts->id)
        return No{Refusal::CartChanged};
    if (basket.priced.has_alcohol() && !request.form.is_adult) return No{Refusal::AgeUnconfirmed};
    lock_shop(tx, facts->shop);
    forget_amendment(tx, *facts, request.at); // one that was begun and not paid gives way to this
    TRY_LET(auto const hand_over, hand_over_of(desk, tx, request, change));
    auto const amended = amended_order(facts->id, hand_over, changed, request.form);
    if (amended.items_total + amended.delivery_fee - amended.discount_total != request.form.expected_total)
        return No{Refusal::PriceChanged};
    auto const is_paid = payment::is_settled(facts->payment);
    if (is_paid && request.form.expected_total > facts->total)
        return await_payment(desk, tx, request, *facts, change, amended);
    auto const correction = is_paid ? correction_lines(tx, *facts, changed.lines, amended)
                                    : std::vector<payment::ReceiptLine>{};
    auto difference = amended.plan;
    difference -= facts->plan;
    auto const step = find_step(Status::Pending, Action::Amend).value();
    take_slots(tx, facts->shop, difference);
    TRY(stock::move_holds(tx, facts->shop, facts->id, basket.priced.needs, request.at));
    cart::lock_promo_codes(tx, facts->id, basket.promo);
    cart::return_promo_code(tx, facts->id, request.at);
    TRY(cart::claim_promo_code(tx, basket.promo, facts->id, facts->client, request.at));
    rewrite_order(tx, amended, changed.lines, request.at);
    add_step(tx, facts->id, Status::Pending, step, facts->client, {}, request.at);
    cart::empty_cart(tx, *request.visitor.cart);
    correct_money(tx, *facts, correction, request.at);
    announce(tx, {facts->shop, facts->id, facts->daily_number, step, facts->version + 1}, request.at);
    return Amended{*facts, tracking_token(desk.tracking_key, facts->number)};
}

} // namespace

CheckoutForm form_as_ordered(OrderView const& order)
{
    CheckoutForm form;
    form.mode = order.facts.mode;
    form.line = order.line;
    form.postcode = order.postcode;
    form.city = order.city;
    return form;
}

bool same_place(CheckoutForm const& form, OrderView const& order)
{
    if (form.mode != order.facts.mode) return false;
    return form.mode == pizzeria::Mode::Pickup
        || (!form.saved_address && form.line == order.line && form.postcode == order.postcode
            && form.city == order.city);
}

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
    return cart::begin_amendment(desk.database, random,
        {visitor, facts.shop, {facts.id, facts.version, facts.number}, same_again(order->lines), code,
            std::move(device), at});
}

Result<Changed> preview_change(OrderDesk const& desk, account::Visitor const& visitor, Instant at)
{
    auto const known = known_group(desk);
    return desk.database.read_snapshot([&](db::Reader const& reader) -> Result<Changed> {
        TRY_LET(auto change, change_in(desk, known, reader, visitor, at));
        auto& [basket, changed] = change;
        auto const taken = taken_of(reader, basket.shop.id, at);
        if (auto const slotted = kept(basket.shop, taken, changed.before, basket.priced, at))
            changed.kept = slotted->promise;
        return std::move(changed);
    });
}

Result<Amended> amend_order(OrderDesk const& desk, AmendRequest const& request)
{
    auto const known = known_group(desk);
    return desk.database.in_transaction([&](db::Transaction& tx) { return amend(desk, known, tx, request); });
}

} // namespace ocp::order
