#include "payment/business/refunds.h"

#include "payment/model/refund_store.h"
#include "payment/model/task_store.h"

namespace ocp::payment {

RefundId ask_for(db::Transaction& tx, Refund const& refund, std::optional<UserId> by)
{
    auto const id = add_refund(tx, refund, by);
    add_task(tx, {.kind = Task::Kind::Refund, .refund = id}, refund.asked_at, refund.asked_at);
    return id;
}

RefundId take_over(db::Transaction& tx, Refund const& refund)
{
    auto const id = add_refund(tx, refund, std::nullopt);
    move_refund(tx, id, Refund::State::Asked, refund.state, refund.provider_refund, refund.asked_at);
    return id;
}

std::optional<Refund> refund_named(db::Reader const& reader, RefundId id)
{
    return find_refund(reader, id);
}

std::optional<Refund> refund_locked(db::Transaction& tx, RefundId id)
{
    return lock_refund(tx, id);
}

std::vector<Refund> refunds_for(db::Reader const& reader, OrderId order)
{
    return refunds_of(reader, order);
}

std::vector<Refund> refunds_with_intent(db::Reader const& reader, std::string const& payment_intent)
{
    return refunds_of_intent(reader, payment_intent);
}

std::vector<Refund> refunds_to_look_at(db::Reader const& reader, PizzeriaId shop)
{
    return refunds_to_watch(reader, shop);
}

void note_refund(db::Transaction& tx, Refund const& refund, Refund::State now,
    std::string const& provider_refund, Instant at)
{
    move_refund(tx, refund.id, refund.state, now, provider_refund, at);
}

} // namespace ocp::payment
