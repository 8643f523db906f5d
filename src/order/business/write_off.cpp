#include "order/business/write_off.h"

#include "account/business/note_act.h"
#include "order/business/order_rules.h"
#include "order/business/refund_by_hand.h"
#include "order/model/order_store.h"

#include <fmt/format.h>

namespace ocp::order {

bool may_write_off(OrderFacts const& order)
{
    return order.status == Status::NotDelivered && amount_due(order) > Money{}
    && payment::after(order.payment, payment::Action::WriteOff);
}

Result<void> write_off(db::Database& database, WriteOff const& wish)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const order = lock_order(tx, wish.shop, wish.order);
        if (!order) return No{Refusal::UnknownThing};
        if (!may_write_off(*order)) return No{Refusal::NoSuchStep};
        if (wish.reason.empty()) return No{Refusal::ReasonMissing};
        set_payment_status(
            tx, order->id, *payment::after(order->payment, payment::Action::WriteOff), wish.at);
        account::note_act(tx,
            {wish.at, wish.by, order->shop, "order.written_off", subject_of(order->id),
                fmt::format("{}\u00a0: {}", Text{amount_due(*order)}.in(Language::French), wish.reason)});
        return {};
    });
}

} // namespace ocp::order
