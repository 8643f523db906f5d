#include "order/business/settle_payment.h"

#include "base/check.h"
#include "cart/business/change_cart.h"
#include "order/business/advance_order.h"
#include "order/business/ask_refund.h"
#include "order/business/await_difference.h"
#include "order/business/slot_rules.h"
#include "order/business/tell_of_receipt.h"
#include "order/model/amendment_store.h"
#include "order/model/order_store.h"
#include "payment/business/attempts.h"
#include "payment/business/book_payment.h"
#include "stock/business/hold_stock.h"

namespace ocp::order {

namespace {

using Outcome = Settlement::Outcome;
using payment::Attempt;

payment::Entry entry_of(stripe::Session const& session)
{
    return {.means = payment::Means::Online,
        .amount = session.amount_total,
        .provider_session = session.id,
        .provider_intent = session.payment_intent};
}

bool is_what_we_asked_for(stripe::Session const& session, Attempt const& attempt)
{
    return session.currency == "eur" && session.amount_total == attempt.amount;
}

/// A customer may have taken a quarter of an hour at the bank.
void promise_again(db::Transaction& tx, OrderFacts const& order, Instant at)
{
    auto const [from, to] = promised(tx, order.id);
    auto const promise = promised_when_paid({from, to}, order.plan, at);
    if (promise.from > from) promise_order(tx, order.id, promise.from, promise.to, at);
}

void pay_order(db::Transaction& tx, OrderFacts const& order, payment::Entry const& entry, Instant at)
{
    promise_again(tx, order, at);
    if (auto const cart = unchanged_cart_of(tx, order.id)) cart::empty_cart(tx, *cart);
    stock::keep_holds(tx, order.id);
    auto const paid = take_step(tx,
        {.order = order.id,
            .shop = order.shop,
            .action = Action::Pay,
            .actor = Actor::Bank,
            .by = std::nullopt,
            .at = at,
            .banked = entry});
    OCP_CHECK(paid.has_value());
}

/// Money that nothing is given for: noted, and on its way back.
void give_back(db::Transaction& tx, OrderFacts const& order, payment::Entry const& entry,
    std::vector<payment::ReceiptLine> lines, payment::Cause cause, Instant at)
{
    auto told = sold(tx, order);
    told.lines = std::move(lines);
    auto const receipt = payment::book(tx, {order.shop, order.id, std::nullopt, at}, told, {entry});
    tell_of_receipt(tx, order.id, receipt, at);
    if (auto const status = payment::after(order.payment, payment::Action::Pay))
        set_payment_status(tx, order.id, *status, at);
    ask_refund(tx, order, {cause, {}, std::nullopt, entry.amount, payment::reversed(told.lines)}, at);
}

std::vector<payment::ReceiptLine> unexpected(Money amount)
{
    return {{"Paiement inattendu", 1, amount, {}, amount, 0, {}}};
}

/// The order becomes what waited for this money, or the money goes back: the kitchen was first.
Outcome settle_difference(
    db::Transaction& tx, OrderFacts const& order, std::int64_t id, payment::Entry const& entry, Instant at)
{
    auto const amendment = find_amendment(tx, id).value();
    if (apply_amendment(tx, order, amendment, entry, at)) return Outcome::Paid;
    payment::ReceiptLine line;
    line.label = "Modification non prise en compte";
    line.unit_price = line.total = entry.amount;
    give_back(tx, order, entry, {line}, payment::Cause::Late, at);
    return Outcome::GivenBack;
}

Outcome settle_paid(db::Transaction& tx, OrderFacts const& order, Attempt const& attempt,
    stripe::Session const& session, Instant at)
{
    auto const entry = entry_of(session);
    auto const is_news = payment::note_paid(tx, attempt.id, at);
    if (!is_what_we_asked_for(session, attempt)) {
        if (is_news && session.currency == "eur")
            give_back(tx, order, entry, unexpected(entry.amount), payment::Cause::Twice, at);
        // Each time: who saw it first may have had nobody to tell.
        return Outcome::Odd;
    }
    if (!is_news) return Outcome::PaidBefore;
    if (attempt.amendment) return settle_difference(tx, order, *attempt.amendment, entry, at);
    if (order.status == Status::AwaitingPayment) {
        pay_order(tx, order, entry, at);
        return Outcome::Paid;
    }
    auto const cause = order.paid > Money{} ? payment::Cause::Twice : payment::Cause::Late;
    // It was asked for before the order became another.
    auto const is_for_all = entry.amount == order.total;
    give_back(tx, order, entry, is_for_all ? sold(tx, order).lines : unexpected(entry.amount), cause, at);
    return Outcome::GivenBack;
}

} // namespace

Settlement settle_session(OrderDesk const& desk, stripe::Session const& session, Instant at)
{
    Settlement settled;
    desk.database.in_transaction([&](db::Transaction& tx) {
        settled = {};
        auto attempt = payment::attempt_behind(tx, session, at);
        if (!attempt) return true;
        settled.order = lock_any_order(tx, attempt->order);
        // As it is now that the order's row is ours: another may have settled it a moment before.
        attempt = payment::attempt_named(tx, attempt->id);
        if (session.is_paid)
            settled.outcome = settle_paid(tx, settled.order.value(), *attempt, session, at);
        else if (session.status == stripe::Session::Status::Expired) {
            payment::note_expired(tx, attempt->id, at);
            settled.outcome = Outcome::Over;
        } else
            settled.outcome = Outcome::Waiting;
        return true;
    });
    return settled;
}

std::optional<Settlement> settle_on_return(OrderDesk const& desk, std::string const& id, Instant at)
{
    std::optional<Attempt> attempt;
    auto const order = desk.database.read_snapshot([&](db::Reader const& reader) {
        attempt = payment::attempt_with_session(reader, id);
        return attempt ? find_any_order(reader, attempt->order) : std::nullopt;
    });
    if (!order) return std::nullopt;
    // Whoever loads this address again learns what is known, and costs no call.
    if (attempt->state == Attempt::State::Paid) return Settlement{Outcome::PaidBefore, order->facts};
    auto const session = desk.stripe ? desk.stripe->session(id, stripe::Patience::Customer)
                                     : stripe::Answer<stripe::Session>{tl::unexpected{stripe::Trouble{}}};
    if (!session) return Settlement{Outcome::Waiting, order->facts};
    return settle_session(desk, *session, at);
}

bool is_unknown(stripe::Trouble const& trouble)
{
    return trouble.status == 404;
}

void forget_session(OrderDesk const& desk, std::string const& id, Instant at)
{
    desk.database.in_transaction([&](db::Transaction& tx) {
        if (auto const attempt = payment::attempt_with_session(tx, id))
            payment::note_expired(tx, attempt->id, at);
        return true;
    });
}

Progress settle_by_name(OrderDesk const& desk, std::string const& id, Instant at)
{
    if (!desk.stripe) return {Progress::Outcome::Later, std::nullopt};
    auto const session = desk.stripe->session(id, stripe::Patience::Background);
    if (!session) {
        if (!is_unknown(session.error())) return {Progress::Outcome::Later, session.error()};
        // An event may name what is no session of our account too.
        forget_session(desk, id, at);
        return {};
    }
    auto const settled = settle_session(desk, *session, at);
    return {
        settled.outcome == Outcome::Odd ? Progress::Outcome::Stuck : Progress::Outcome::Done, std::nullopt};
}

} // namespace ocp::order
