#include "order/business/give_cash_back.h"

#include "account/business/note_act.h"
#include "order/business/ask_refund.h"
#include "order/business/book_back.h"
#include "order/business/refund_by_hand.h"
#include "order/model/order_store.h"
#include "payment/business/refunds.h"
#include "platform/db/idempotency.h"
#include "platform/secrets/secrets.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

Result<void> refuse_wrong(db::Reader const& reader, CashBack const& wish)
{
    if (wish.reason.empty()) return No{Refusal::ReasonMissing};
    auto const open = refunds_to_make_good(reader, wish.order);
    auto const found = open.find(wish.refund);
    if (found == open.end() || wish.amount <= Money{} || wish.amount > found->second)
        return No{Refusal::AmountWrong};
    return {};
}

void note_and_book(
    db::Transaction& tx, OrderFacts const& order, payment::Refund const& refund, CashBack const& wish)
{
    account::note_act(tx,
        {wish.at, wish.by, order.shop, "order.cash_back", subject_of(order.id),
            fmt::format("{}\u00a0: {}", Text{wish.amount}.in(Language::French), wish.reason)});
    auto const change = Money{} - wish.amount;
    // As the receipt of the refund itself says, or would have said; a part of it is for no line in
    // particular.
    auto lines = told_lines(tx, order, change, payment::receipt_lines_from(refund.lines));
    book_back(tx, order,
        {payment::ReceiptKind::Refund, std::move(lines), wish.reason,
            {{.means = payment::Means::Cash, .amount = change, .refund = refund.id}}, wish.by, wish.at});
}

} // namespace

Result<void> give_cash_back(db::Database& database, CashBack const& wish)
{
    // Of one kind with refunds by hand: a form of either makes those of the other old.
    auto const scope = fmt::format("order {} refund", wish.order.value());
    auto const hash = secrets::fingerprint(
        fmt::format("cash {} {} {}", wish.refund.value(), wish.amount.cents(), wish.reason));
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const order = lock_order(tx, wish.shop, wish.order);
        if (!order) return No{Refusal::UnknownThing};
        auto const refund = payment::refund_locked(tx, wish.refund);
        if (!refund || refund->order != order->id) return No{Refusal::UnknownThing};
        auto const claim = db::claim_intent(tx, {scope, wish.key, hash}, wish.at);
        if (claim.kind == db::Claim::Kind::OtherContent) return No{Refusal::KeyReusedForOtherContent};
        if (claim.kind == db::Claim::Kind::Answered) return {};
        if (wish.key != refund_form_key(tx, order->id)) return No{Refusal::KeyReusedForOtherContent};
        TRY(refuse_wrong(tx, wish));
        note_and_book(tx, *order, *refund, wish);
        db::answer_intent(tx, {scope, wish.key, hash}, "done");
        return {};
    });
}

} // namespace ocp::order
