#include "order/business/order_rules.h"

#include <algorithm>

namespace ocp::order {

namespace {

bool condition_holds(Condition condition, pizzeria::Mode mode)
{
    switch (condition) {
    case Condition::None:
        return true;
    case Condition::DeliveryOnly:
        return mode == pizzeria::Mode::Delivery;
    case Condition::PickupOnly:
        return mode == pizzeria::Mode::Pickup;
    }
    return false;
}

} // namespace

Money amount_due(OrderFacts const& order)
{
    if (payment::is_settled(order.payment)) return {};
    return std::max(order.total - order.paid, Money{});
}

Result<Step> next_step(
    OrderFacts const& order, Action action, Actor actor, std::optional<UserId> by, std::string_view reason)
{
    auto const step = find_step(order.status, action);
    if (!step || !condition_holds(step->condition, order.mode)) return No{Refusal::NoSuchStep};
    if (!step->actors.has(actor)) return No{Refusal::NotAllowed};
    auto const on_the_road = order.status == Status::InDelivery;
    if (actor == Actor::Driver && on_the_road && order.driver != by) return No{Refusal::NotAllowed};
    if (actor == Actor::Customer && order.client != by) return No{Refusal::NotAllowed};
    if (step->settled == Settled::NothingDue && amount_due(order) > Money{}) return No{Refusal::AmountDue};
    if (step->reason == Reason::Required && reason.empty()) return No{Refusal::ReasonMissing};
    return *step;
}

bool has_invoice(OrderFacts const& order)
{
    auto const is_over = order.status == Status::Delivered || order.status == Status::PickedUp;
    return is_over && (amount_due(order) == Money{} || order.payment == payment::Status::PartlyRefunded);
}

} // namespace ocp::order
