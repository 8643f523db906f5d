#include "order/business/place_order.h"

#include "account/business/addresses.h"
#include "account/business/limit_clients.h"
#include "account/business/password_rules.h"
#include "account/business/register_account.h"
#include "base/text.h"
#include "cart/business/change_cart.h"
#include "order/business/basket.h"
#include "order/business/destination.h"
#include "order/business/open_payment.h"
#include "order/business/order_events.h"
#include "order/business/order_rules.h"
#include "order/model/order_store.h"
#include "order/model/own_order_store.h"
#include "order/model/slot_store.h"
#include "payment/business/attempts.h"
#include "pizzeria/business/shop_hours.h"
#include "pizzeria/model/local_time.h"
#include "platform/db/idempotency.h"
#include "platform/secrets/secrets.h"
#include "stock/business/hold_stock.h"

#include <charconv>
#include <fmt/format.h>

namespace ocp::order {

namespace {

constexpr std::int64_t most_orders_waiting = 2;

// How long what was ordered is kept for who goes to pay it (spec §5).
constexpr auto hold_of_unpaid = std::chrono::minutes{15};

std::string fingerprint_of(CheckoutForm const& form)
{
    return secrets::fingerprint(
        fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", static_cast<int>(form.mode),
            static_cast<int>(form.pay_on), form.saved_address ? form.saved_address->value() : 0, form.line,
            form.postcode, form.city, form.firstname, form.lastname, form.email, form.phone,
            form.expected_total.cents(), form.wanted ? form.wanted->ms() : 0, form.shown_cart, form.note));
}

Result<UserId> client_of(db::Transaction& tx, Placement const& placement)
{
    if (placement.visitor.user) return placement.visitor.user->id;
    auto const& form = placement.form;
    TRY_LET(auto const phone, account::phone_from(form.phone));
    return account::account_behind(tx, form.firstname, form.lastname, text::lower_ascii(form.email), phone,
        placement.visitor.language, placement.at);
}

Result<void> may_order_from_there(OrderDesk const& desk, db::Transaction& tx, Placement const& placement)
{
    if (desk.limits_customers
        && !account::count_client(tx, account::Limited::Order, placement.address, placement.at))
        return No{Refusal::TooManyOrders};
    return {};
}

Result<void> may_have_one_more(
    OrderDesk const& desk, db::Transaction& tx, Placement const& placement, UserId client)
{
    if (!desk.limits_customers) return {};
    account::one_at_a_time(tx, client);
    auto const by = placement.visitor.user ? OrderedBy::Owner : OrderedBy::Visitor;
    if (unpaid_orders_waiting(tx, client, by) >= most_orders_waiting) return No{Refusal::OrdersWaiting};
    return {};
}

Result<void> may_pay_online(OrderDesk const& desk, Money total)
{
    if (!desk.stripe) return No{Refusal::PaymentUnavailable};
    if (total < least_online) return No{Refusal::OnlineBelowMinimum};
    return {};
}

/// Before the bank is asked for anything: by which key, and when the time to pay is over.
void await_payment(db::Transaction& tx, OrderId order, Money total, Instant at)
{
    payment::attempt_for(tx, order, std::nullopt, total, at);
    payment::limit_time_to_pay(tx, order, at + hold_of_unpaid, at);
}

/// `waiting`: what was made of the cart before and is not paid.
Result<Placed> place_new(OrderDesk const& desk, KnownGroup const& known, db::Transaction& tx,
    Placement const& placement, std::optional<OrderId> waiting)
{
    auto const& form = placement.form;
    TRY_LET(auto const basket, basket_of(desk, known, tx, placement.visitor, placement.at));
    auto const& [shop, amends, fingerprint, priced, promo] = basket;
    if (amends) return No{Refusal::NotAllowed};
    if (fingerprint != form.shown_cart) return No{Refusal::CartChanged};
    if (priced.has_alcohol() && !form.is_adult) return No{Refusal::AgeUnconfirmed};
    if (pizzeria::services_ahead(shop, form.mode, placement.at).empty()) return No{Refusal::ShopClosed};
    TRY_LET(auto const to, destination_of(desk, tx, placement.visitor, form, shop));
    if (priced.total < to.zone.minimum) return No{Refusal::BelowMinimum};
    if (priced.total + to.zone.fee - promo.discount != form.expected_total) return No{Refusal::PriceChanged};
    if (waiting) return No{Refusal::CartAwaitsPayment};
    auto const online = form.pay_on == PayOn::Online;
    if (online) TRY(may_pay_online(desk, form.expected_total));
    TRY(may_order_from_there(desk, tx, placement));
    TRY_LET(auto const client, client_of(tx, placement));
    TRY(may_have_one_more(desk, tx, placement, client));
    TRY_LET(auto const phone, account::phone_from(form.phone));

    auto address = to.address;
    if (!address && form.save_address && placement.visitor.user && to.position)
        address = account::save_address(tx, client,
            {AddressId{0}, to.line, to.postcode, to.city,
                to.to_check ? std::nullopt : std::optional{to.position->latitude},
                to.to_check ? std::nullopt : std::optional{to.position->longitude}, true},
            placement.at);

    auto const day = pizzeria::business_day(placement.at, shop.time_zone);
    auto const daily = take_number(tx, shop.id, day);
    TRY_LET(auto const slotted,
        time_for(shop, taken_of(tx, shop.id, placement.at),
            {priced.load_points, priced.pizzas, form.mode, to.distance_m}, form, placement.at));
    auto const& [promise, plan] = slotted;
    take_slots(tx, shop.id, plan);
    auto const number = fmt::format("{}-{:06}-{:03}", shop.code, day % 1'000'000, daily);
    auto const token = tracking_token(desk.tracking_key, number);
    auto const step = find_step(Status::New, online ? Action::PlaceUnpaid : Action::Place).value();
    auto const held_until = online ? std::optional{placement.at + hold_of_unpaid} : std::nullopt;

    auto const order = add_order(tx,
        {number, daily, day, step.to, Channel::Web, form.mode, online, client, shop.id, address,
            form.firstname + " " + form.lastname, phone, to.line, to.postcode, to.city, to.position,
            form.note, promise.from, promise.to, secrets::fingerprint(token), plan, priced.total, to.zone.fee,
            promo.discount, held_until, to.to_check, online ? placement.visitor.cart : std::nullopt,
            !placement.visitor.user},
        placement.at);
    add_lines(tx, order, lines_of(priced), placement.at);
    TRY(stock::hold_stock(tx, shop.id, order, priced.needs, held_until, placement.at));
    TRY(cart::claim_promo_code(tx, promo, order, client, placement.at));
    add_step(tx, order, Status::New, step, client, {}, placement.at);
    if (online)
        await_payment(tx, order, form.expected_total, placement.at);
    else
        cart::empty_cart(tx, *placement.visitor.cart);
    announce(tx, {shop.id, order, daily, step, 1}, placement.at);
    return Placed{order, token};
}

std::string answer_text(Placed const& placed)
{
    return fmt::format("{}", placed.order.value());
}

Result<Placed> placed_before(OrderDesk const& desk, db::Reader const& reader, std::string const& answer)
{
    std::int64_t id = 0;
    std::from_chars(answer.data(), answer.data() + answer.size(), id);
    auto const number = number_of(reader, OrderId{id});
    if (!number) return No{Refusal::UnknownThing};
    return Placed{OrderId{id}, tracking_token(desk.tracking_key, *number)};
}

/// The order that waits for its payment, when it was made of this very wish: whoever goes back from the
/// bank's page and sends the form once more, by a fresh page, means that one.
std::optional<Placed> the_same_again(
    OrderDesk const& desk, db::Transaction& tx, OrderId waiting, db::IntentKey const& intent)
{
    if (!unchanged_cart_of(tx, waiting)) return std::nullopt;
    auto const answer = answer_text({waiting, {}});
    if (!db::was_answered(tx, intent, answer)) return std::nullopt;
    db::answer_intent(tx, intent, answer);
    return placed_before(desk, tx, answer).value();
}

/// What this very form made before in the place of what its key was used for.
std::optional<Placed> placed_instead(
    OrderDesk const& desk, db::Transaction& tx, Placement const& placement, db::IntentKey const& intent)
{
    auto const key = key_instead(placement.form);
    auto const claim = db::claim_intent(tx, {intent.scope, key, intent.body_hash}, placement.at);
    if (claim.kind != db::Claim::Kind::Answered) return std::nullopt;
    return placed_before(desk, tx, claim.answer).value();
}

Result<Placed> in_one_transaction(
    OrderDesk const& desk, Placement const& placement, db::IntentKey const& intent)
{
    auto const known = known_group(desk);
    return desk.database.in_transaction([&](db::Transaction& tx) -> Result<Placed> {
        auto const claim = db::claim_intent(tx, intent, placement.at);
        switch (claim.kind) {
        case db::Claim::Kind::OtherContent:
            if (auto const before = placed_instead(desk, tx, placement, intent)) return *before;
            return No{Refusal::KeyReusedForOtherContent};
        case db::Claim::Kind::Answered:
            return placed_before(desk, tx, claim.answer);
        case db::Claim::Kind::Mine:
            break;
        }
        auto const cart = placement.visitor.cart;
        // Two pages of one cart are two intents: the second finds it emptied, or waiting for its payment.
        auto const& user = placement.visitor.user;
        if (user && !account::one_at_a_time(tx, user->id)) return No{Refusal::SignInRequired};
        if (cart) cart::lock_cart(tx, *cart);
        auto const waiting = cart ? order_awaiting_payment(tx, *cart) : std::nullopt;
        if (waiting)
            if (auto const same = the_same_again(desk, tx, *waiting, intent)) return *same;
        TRY_LET(auto const placed, place_new(desk, known, tx, placement, waiting));
        db::answer_intent(tx, intent, answer_text(placed));
        return placed;
    });
}

} // namespace

std::string tracking_token(std::string const& tracking_key, std::string_view order_number)
{
    static constexpr std::size_t characters_of_128_bits = 22;
    return secrets::sign(tracking_key, order_number).substr(0, characters_of_128_bits);
}

std::string key_instead(CheckoutForm const& form)
{
    return secrets::fingerprint(form.key + "\n" + fingerprint_of(form));
}

Result<Placed> place_order(OrderDesk const& desk, Placement const& placement)
{
    if (!placement.visitor.session) return No{Refusal::CartEmpty};
    auto const scope = fmt::format("session {} checkout", placement.visitor.session->value());
    auto const hash = fingerprint_of(placement.form);
    db::IntentKey const intent{scope, placement.form.key, hash};
    try {
        return in_one_transaction(desk, placement, intent);
    } catch (db::UniqueViolation const&) {
        // Two first orders with one new e-mail at the same moment: once more, and the second person finds the
        // account.
        if (placement.visitor.user) throw;
        return in_one_transaction(desk, placement, intent);
    }
}

} // namespace ocp::order
