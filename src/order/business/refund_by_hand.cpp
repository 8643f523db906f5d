#include "order/business/refund_by_hand.h"

#include "account/business/note_act.h"
#include "order/business/ask_refund.h"
#include "order/business/book_back.h"
#include "order/model/order_store.h"
#include "payment/business/give_back_rules.h"
#include "payment/business/read_ledger.h"
#include "payment/business/refunds.h"
#include "platform/db/idempotency.h"
#include "platform/secrets/secrets.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

Result<void> refuse_wrong(db::Reader const& reader, OrderFacts const& order, HandRefund const& wish)
{
    if (!is_final(order.status)) return No{Refusal::OrderUnderWay};
    if (wish.reason.empty()) return No{Refusal::ReasonMissing};
    if (wish.amount <= Money{} || wish.amount > refundable_by_hand(reader, order.id))
        return No{Refusal::AmountWrong};
    return {};
}

/// Out of the till, now. Last of the transaction: the ledger is locked from here on.
void give_at_once(db::Transaction& tx, OrderFacts const& order, HandRefund const& wish, Money amount)
{
    book_back(tx, order,
        {payment::ReceiptKind::Refund, told_lines(tx, order, Money{} - amount), wish.reason,
            payment::entries_back(payment::ledger_of(tx, order.id), amount), wish.by, wish.at});
}

void give_back(db::Transaction& tx, OrderFacts const& order, HandRefund const& wish)
{
    account::note_act(tx,
        {wish.at, wish.by, order.shop, "order.refund", subject_of(order.id),
            fmt::format("{}\u00a0: {}", Text{wish.amount}.in(Language::French), wish.reason)});
    auto const to_card
        = ask_refund(tx, order, {payment::Cause::Goodwill, wish.reason, wish.by, wish.amount, {}}, wish.at);
    if (wish.amount > to_card) give_at_once(tx, order, wish, wish.amount - to_card);
}

} // namespace

std::string subject_of(OrderId order)
{
    return fmt::format("order {}", order.value());
}

Money refundable_by_hand(db::Reader const& reader, OrderId order)
{
    return refundable(reader, order) + payment::left_on_reception(payment::ledger_of(reader, order));
}

std::string refund_form_key(db::Reader const& reader, OrderId order)
{
    return fmt::format(
        "{}-{}", payment::ledger_of(reader, order).size(), payment::refunds_for(reader, order).size());
}

Result<void> refund_by_hand(db::Database& database, HandRefund const& wish)
{
    auto const scope = fmt::format("order {} refund", wish.order.value());
    auto const hash = secrets::fingerprint(fmt::format("{} {}", wish.amount.cents(), wish.reason));
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const order = lock_order(tx, wish.shop, wish.order);
        if (!order) return No{Refusal::UnknownThing};
        auto const claim = db::claim_intent(tx, {scope, wish.key, hash}, wish.at);
        if (claim.kind == db::Claim::Kind::OtherContent) return No{Refusal::KeyReusedForOtherContent};
        if (claim.kind == db::Claim::Kind::Answered) return {};
        if (wish.key != refund_form_key(tx, order->id)) return No{Refusal::KeyReusedForOtherContent};
        TRY(refuse_wrong(tx, *order, wish));
        give_back(tx, *order, wish);
        db::answer_intent(tx, {scope, wish.key, hash}, "done");
        return {};
    });
}

} // namespace ocp::order
