#include "order/business/send_refund.h"

#include "order/business/ask_refund.h"
#include "order/business/book_back.h"
#include "order/model/order_store.h"
#include "payment/business/attempts.h"
#include "payment/business/refunds.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using payment::Refund;
using Outcome = Progress::Outcome;

constexpr auto made_by_hand = "Remboursement saisi chez Stripe";

// Stripe remembers keys for a day; later it is asked first what it has done.
constexpr auto key_is_known_for = std::chrono::hours{20};

std::string key_of(Refund const& refund)
{
    return fmt::format("refund-{}-{}", refund.id.value(), refund.asked_at.ms());
}

bool is_ours(stripe::Refund const& given, Refund const& refund)
{
    auto const key = given.metadata.find("refund");
    return key != given.metadata.end() && key->second == key_of(refund);
}

bool came_to_nothing(stripe::Refund const& given)
{
    return given.status == stripe::Refund::Status::Failed || given.status == stripe::Refund::Status::Canceled;
}

Refund::State state_of(stripe::Refund const& given)
{
    if (came_to_nothing(given)) return Refund::State::Failed;
    return given.status == stripe::Refund::Status::Succeeded ? Refund::State::Done : Refund::State::Sent;
}

/// What was done since, because it had failed, may be too much.
bool arrived_after_all(stripe::Refund const& given, Refund const& refund)
{
    return refund.state == Refund::State::Failed && given.status == stripe::Refund::Status::Succeeded;
}

payment::ReceiptKind kind_of(Refund const& refund)
{
    return refund.cause == payment::Cause::Amended ? payment::ReceiptKind::Correction
                                                   : payment::ReceiptKind::Refund;
}

/// Money moves in the ledger, one way or the other, with the refund's own lines.
void book(
    db::Transaction& tx, OrderFacts const& order, Refund const& refund, payment::ReceiptKind kind, Instant at)
{
    auto const goes_back = kind != payment::ReceiptKind::RefundFailed;
    auto const amount = goes_back ? Money{} - refund.amount : refund.amount;
    auto lines = payment::receipt_lines_from(refund.lines);
    if (!goes_back) lines = told_lines(tx, order, amount, payment::reversed(std::move(lines)));
    book_back(tx, order,
        {kind, std::move(lines), refund.reason,
            {{.means = payment::Means::Online,
                .amount = amount,
                .provider_intent = refund.intent,
                .refund = refund.id}},
            std::nullopt, at});
}

/// What Stripe says of a refund of ours, believed; true when it came to nothing just now, or did before and
/// this is a further try: who noted it then may have died before he could tell anybody.
bool note(db::Database& database, RefundId id, stripe::Refund const& given, int tries, Instant at)
{
    auto failed = false;
    database.in_transaction([&](db::Transaction& tx) {
        failed = false;
        auto const known = payment::refund_named(tx, id).value();
        auto const order = lock_any_order(tx, known.order).value();
        auto const refund = payment::refund_locked(tx, id).value();
        auto const to = state_of(given);
        if (refund.state == Refund::State::Failed) failed = tries > 1;
        if (refund.state == to || refund.state == Refund::State::Failed) return true;
        if (refund.state == Refund::State::Done && to == Refund::State::Sent) return true; // old news
        payment::note_refund(tx, refund, to, given.id, at);
        failed = to == Refund::State::Failed;
        auto const is_booked = refund.state != Refund::State::Asked;
        if (!is_booked && !failed) book(tx, order, refund, kind_of(refund), at);
        if (is_booked && failed) book(tx, order, refund, payment::ReceiptKind::RefundFailed, at);
        return true;
    });
    return failed;
}

/// A refund that nobody asked of us becomes one of ours, as it is at Stripe.
void adopt(db::Database& database, stripe::Refund const& given, Instant at)
{
    database.in_transaction([&](db::Transaction& tx) {
        auto const attempt = payment::attempt_with_intent(tx, given.payment_intent);
        if (!attempt) return true;
        auto const order = lock_any_order(tx, attempt->order).value();
        auto const known = payment::refunds_with_intent(tx, given.payment_intent);
        if (std::any_of(known.begin(), known.end(),
                [&](Refund const& one) { return one.provider_refund == given.id; }))
            return true;
        auto const lines = told_lines(tx, order, Money{} - given.amount);
        auto const id = payment::take_over(tx,
            {RefundId{0}, order.id, given.payment_intent, given.amount, payment::Cause::Goodwill,
                made_by_hand, payment::text_of(lines), state_of(given), given.id, at});
        book(tx, order, payment::refund_named(tx, id).value(), payment::ReceiptKind::Refund, at);
        return true;
    });
}

std::optional<stripe::Refund> ours_among(std::vector<stripe::Refund> const& given, Refund const& refund)
{
    auto const found = std::find_if(
        given.begin(), given.end(), [&](stripe::Refund const& one) { return is_ours(one, refund); });
    return found == given.end() ? std::nullopt : std::optional{*found};
}

Progress noted(OrderDesk const& desk, RefundId id, stripe::Refund const& given, int tries, Instant at)
{
    return {note(desk.database, id, given, tries, at) ? Outcome::Stuck : Outcome::Done, std::nullopt};
}

Progress put_off(stripe::Trouble const& trouble)
{
    auto const never = trouble.failure == outgoing::Failure::No;
    return {never ? Outcome::Stuck : Outcome::Later, trouble};
}

} // namespace

Progress send_refund(OrderDesk const& desk, RefundId id, int tries, Instant at)
{
    auto const refund
        = desk.database.read([&](db::Reader const& reader) { return payment::refund_named(reader, id); });
    if (refund && refund->state == Refund::State::Failed && tries > 1) return {Outcome::Stuck, std::nullopt};
    if (!refund || refund->state != Refund::State::Asked) return {};
    if (!desk.stripe) return {Outcome::Later, std::nullopt};
    // On the first try too: in a database that was restored it need not be the first.
    auto const listed_first = at - refund->asked_at > key_is_known_for;
    if (!listed_first) {
        auto const given = desk.stripe->create_refund(
            {key_of(*refund), refund->intent, refund->amount, {{"refund", key_of(*refund)}}},
            stripe::Patience::Background);
        if (given) return noted(desk, id, *given, tries, at);
        // Done already, or never to be done: the list tells.
        if (given.error().failure != outgoing::Failure::No && given.error().status < 500)
            return put_off(given.error());
    }
    auto const list = desk.stripe->refunds_of(refund->intent, stripe::Patience::Background);
    if (!list) return {Outcome::Later, list.error()};
    if (auto const ours = ours_among(list->items, *refund)) return noted(desk, id, *ours, tries, at);
    if (!listed_first && tries <= 1) return {Outcome::Later, std::nullopt};
    // Stripe has nothing of it: with a key of its own it is a new question.
    auto const given
        = desk.stripe->create_refund({fmt::format("{}-{}", key_of(*refund), tries), refund->intent,
                                         refund->amount, {{"refund", key_of(*refund)}}},
            stripe::Patience::Background);
    if (given) return noted(desk, id, *given, tries, at);
    return put_off(given.error());
}

Progress follow_refunds(OrderDesk const& desk, std::string const& intent, int tries, Instant at)
{
    if (!desk.stripe) return {Outcome::Later, std::nullopt};
    auto const list = desk.stripe->refunds_of(intent, stripe::Patience::Background);
    if (!list) return {Outcome::Later, list.error()};
    auto const known = desk.database.read(
        [&](db::Reader const& reader) { return payment::refunds_with_intent(reader, intent); });
    Progress progress;
    for (auto const& given : list->items) {
        auto const ours = std::find_if(known.begin(), known.end(),
            [&](Refund const& one) { return one.provider_refund == given.id || is_ours(given, one); });
        if (ours != known.end()) {
            auto const came_back = note(desk.database, ours->id, given, tries, at);
            if (came_back || arrived_after_all(given, *ours)) progress.outcome = Outcome::Stuck;
        } else if (!came_to_nothing(given)) {
            adopt(desk.database, given, at);
        }
    }
    return progress;
}

} // namespace ocp::order
