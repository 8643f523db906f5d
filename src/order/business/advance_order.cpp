#include "order/business/advance_order.h"

#include "cart/business/use_promo_code.h"
#include "order/business/order_events.h"
#include "order/business/order_rules.h"
#include "order/business/slot_rules.h"
#include "order/model/order_store.h"
#include "order/model/slot_store.h"
#include "payment/business/collect_payment.h"
#include "stock/business/hold_stock.h"

#include <algorithm>

namespace ocp::order {

namespace {

/// What the step changes in what the order takes of the shop.
Plan change_of(Plan const& plan, Step const& step)
{
    auto change = still_taken(plan, step.to);
    change -= still_taken(plan, step.from);
    return change;
}

bool comes_to_nothing(Status status)
{
    return status == Status::Cancelled || status == Status::Refused || status == Status::Expired;
}

Result<void> move_stock(
    db::Transaction& tx, OrderFacts const& order, StockEffect effect, StepRequest const& request)
{
    switch (effect) {
    case StockEffect::None:
    case StockEffect::Hold:
    case StockEffect::MoveHolds:
    case StockEffect::Lose:
        return {};
    case StockEffect::Release:
        stock::release_stock(tx, order.shop, order.id, request.at);
        return {};
    case StockEffect::Consume:
        return stock::consume_stock(tx, order.shop, order.id, request.by, request.at);
    case StockEffect::ReturnOrLose:
        if (request.goods == Goods::BackToStock)
            stock::return_stock(tx, order.shop, order.id, request.by, request.at);
        return {};
    case StockEffect::Inverse:
        stock::return_stock(tx, order.shop, order.id, request.by, request.at);
        return stock::hold_stock(tx, order.shop, order.id, needs_of(tx, order.id), std::nullopt, request.at);
    }
    return {};
}

StatusChange change_for(OrderFacts const& order, Step const& step, StepRequest const& request)
{
    StatusChange change{order.id, step.from, step.to, std::nullopt, std::nullopt, false, false, std::nullopt};
    if (step.action == Action::Accept) change.pizzaiolo = request.by;
    if (step.action == Action::Depart) change.driver = request.by;
    if (step.action == Action::Correct && step.from == Status::InDelivery) change.forget_driver = true;
    if (step.to == Status::Delivered || step.to == Status::PickedUp) change.delivered_at = request.at;
    change.paid = request.collected.has_value();
    return change;
}

/// The same step asked of an order that has just taken it: somebody was first.
bool somebody_was_first(OrderFacts const& order, Action action)
{
    return std::any_of(lifecycle.begin(), lifecycle.end(),
        [&](Step const& step) { return step.action == action && step.to == order.status; });
}

Result<Status> take_step(db::Transaction& tx, StepRequest const& request)
{
    auto found = lock_order(tx, request.shop, request.order);
    if (!found) return No{Refusal::UnknownThing};
    auto order = *found;
    auto const due = amount_due(order);
    if (request.collected && find_step(order.status, request.action)) order.paid = order.total;

    auto const allowed = next_step(order, request.action, request.actor, request.by, request.reason);
    if (!allowed)
        return No{allowed.error() == Refusal::NoSuchStep && somebody_was_first(order, request.action)
                ? Refusal::TakenBySomeoneElse
                : allowed.error()};
    if (request.collected)
        TRY(payment::collect(tx, order.id, *request.collected, due, request.by, request.at));
    // Slots before stock, as placing an order takes them: else the two would wait for each other crosswise.
    take_slots(tx, order.shop, change_of(order.plan, *allowed));
    TRY(move_stock(tx, order, allowed->stock, request));
    if (comes_to_nothing(allowed->to)) cart::return_promo_code(tx, order.id, request.at);
    if (!change_status(tx, change_for(order, *allowed, request), request.at))
        return No{Refusal::TakenBySomeoneElse};
    add_step(tx, order.id, allowed->from, *allowed, request.by, request.reason, request.at);
    announce(tx, {order.shop, order.id, order.daily_number, *allowed, order.version + 1}, request.at);
    return allowed->to;
}

} // namespace

Result<Status> advance_order(db::Database& database, StepRequest const& request)
{
    return database.in_transaction([&](db::Transaction& tx) { return take_step(tx, request); });
}

tl::expected<void, RefusedOrder> depart_with(db::Database& database, std::vector<OrderId> const& orders,
    PizzeriaId shop, Actor actor, UserId driver, Instant at)
{
    // One order of rows for everybody, so that two drivers never wait for each other crosswise.
    auto in_id_order = orders;
    std::sort(in_id_order.begin(), in_id_order.end());
    in_id_order.erase(std::unique(in_id_order.begin(), in_id_order.end()), in_id_order.end());
    return database.in_transaction([&](db::Transaction& tx) -> tl::expected<void, RefusedOrder> {
        for (auto const order : in_id_order) {
            auto const taken = take_step(tx,
                {.order = order,
                    .shop = shop,
                    .action = Action::Depart,
                    .actor = actor,
                    .by = driver,
                    .at = at});
            if (!taken) return tl::unexpected{RefusedOrder{order, taken.error()}};
        }
        return {};
    });
}

Actor actor_for(account::Role role)
{
    switch (role) {
    case account::Role::Pizzaiolo:
        return Actor::Pizzaiolo;
    case account::Role::Driver:
        return Actor::Driver;
    case account::Role::Manager:
    case account::Role::Administrator:
        return Actor::Manager;
    case account::Role::Customer:
    case account::Role::Operator:
        break;
    }
    return Actor::Customer;
}

} // namespace ocp::order
