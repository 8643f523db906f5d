#include "order/business/advance_order.h"

#include "cart/business/use_promo_code.h"
#include "order/business/ask_refund.h"
#include "order/business/await_difference.h"
#include "order/business/collect.h"
#include "order/business/order_events.h"
#include "order/business/order_rules.h"
#include "order/business/receipt_rules.h"
#include "order/business/slot_rules.h"
#include "order/business/tell_of_receipt.h"
#include "order/model/order_store.h"
#include "order/model/slot_store.h"
#include "payment/business/attempts.h"
#include "payment/business/book_payment.h"
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
        return stock::consume_stock(tx, order.shop, order.id, request.by.value(), request.at);
    case StockEffect::ReturnOrLose:
        if (request.goods == Goods::BackToStock)
            stock::return_stock(tx, order.shop, order.id, request.by.value(), request.at);
        return {};
    case StockEffect::Inverse:
        stock::return_stock(tx, order.shop, order.id, request.by.value(), request.at);
        return stock::hold_stock(tx, order.shop, order.id, needs_of(tx, order.id), std::nullopt, request.at);
    }
    return {};
}

/// Nobody shall pay it any more.
bool leaves_unpaid(Step const& step)
{
    return step.from == Status::AwaitingPayment && step.to != Status::Pending;
}

StatusChange change_for(OrderFacts const& order, Step const& step, StepRequest const& request)
{
    StatusChange change{
        order.id, step.from, step.to, std::nullopt, std::nullopt, false, std::nullopt, std::nullopt};
    if (step.action == Action::Accept) change.pizzaiolo = request.by;
    if (step.action == Action::Depart) change.driver = request.by;
    if (step.action == Action::Correct && step.from == Status::InDelivery) change.forget_driver = true;
    if (step.to == Status::Delivered || step.to == Status::PickedUp) change.delivered_at = request.at;
    if (request.collected) change.payment = payment::after(order.payment, payment::Action::Collect);
    if (request.banked) change.payment = payment::after(order.payment, payment::Action::Pay);
    if (leaves_unpaid(step)) change.payment = payment::after(order.payment, payment::Action::Fail);
    return change;
}

/// Money that comes with the step.
Result<std::vector<payment::Entry>> entries_with(
    db::Transaction& tx, OrderFacts const& order, StepRequest const& request)
{
    if (request.banked) return std::vector{*request.banked};
    if (request.collected) return collect(tx, order, *request.collected, request.at);
    return std::vector<payment::Entry>{};
}

/// Why what was paid goes back with the step, if it does.
std::optional<payment::Cause> gives_back(Step const& step, StepRequest const& request)
{
    using payment::Cause;
    switch (step.action) {
    case Action::Cancel:
        return Cause::Cancelled;
    case Action::Refuse:
        return Cause::Refused;
    case Action::Abort:
        return Cause::Aborted;
    case Action::Fail:
        return request.fault == Fault::Ours ? std::optional{Cause::NotDelivered} : std::nullopt;
    default:
        return std::nullopt;
    }
}

void move_money(db::Transaction& tx, OrderFacts const& order, Step const& step,
    std::vector<payment::Entry> const& entries, StepRequest const& request)
{
    if (!entries.empty()) {
        auto const receipt
            = payment::book(tx, {order.shop, order.id, request.by, request.at}, sold(tx, order), entries);
        // Who pays on reception finds it behind the order's link.
        if (request.banked) tell_of_receipt(tx, order.id, receipt, request.at);
    }
    if (leaves_unpaid(step)) payment::end_time_to_pay(tx, order.id, request.at);
    if (auto const cause = gives_back(step, request))
        ask_refund(tx, order, {*cause, request.reason, request.by}, request.at);
}

bool has_just_taken(OrderFacts const& order, Action action)
{
    return std::any_of(lifecycle.begin(), lifecycle.end(),
        [&](Step const& step) { return step.action == action && step.to == order.status; });
}

/// A step that there is not from here. Of an order that has just taken it: it is done for who took it and
/// never read the answer, and for others somebody was first.
Result<Status> without_step(db::Reader const& reader, OrderFacts const& order, StepRequest const& request)
{
    if (!has_just_taken(order, request.action)) return No{Refusal::NoSuchStep};
    if (request.by && took_last_step(reader, order.id, request.action, *request.by)) return order.status;
    return No{Refusal::TakenBySomeoneElse};
}

} // namespace

Result<Status> take_step(db::Transaction& tx, StepRequest const& request)
{
    auto found = lock_order(tx, request.shop, request.order);
    if (!found) return No{Refusal::UnknownThing};
    auto order = *found;
    // What is handed over is judged where the table has such a step at all: else somebody was first.
    std::vector<payment::Entry> entries;
    if (find_step(order.status, request.action)) {
        TRY_LET(entries, entries_with(tx, order, request));
    }
    for (auto const& entry : entries)
        order.paid += entry.amount;

    auto const allowed = next_step(order, request.action, request.actor, request.by, request.reason);
    if (!allowed && allowed.error() == Refusal::NoSuchStep) return without_step(tx, order, request);
    if (!allowed) return No{allowed.error()};
    // Slots before stock, as placing an order takes them: else the two would wait for each other crosswise.
    auto change = change_of(order.plan, *allowed);
    // The kitchen was first: what was to be added to the order is not (data.md, Amending).
    auto const may_wait = order.status == Status::Pending && payment::is_settled(order.payment);
    auto const dropped = may_wait ? drop_amendment(tx, order, request.at) : std::nullopt;
    if (dropped) change -= *dropped;
    take_slots(tx, order.shop, change);
    if (dropped && allowed->stock == StockEffect::Consume) hold_own_alone(tx, order, request.at);
    TRY(move_stock(tx, order, allowed->stock, request));
    if (comes_to_nothing(allowed->to)) cart::return_promo_code(tx, order.id, request.at);
    if (!change_status(tx, change_for(order, *allowed, request), request.at))
        return No{Refusal::TakenBySomeoneElse};
    add_step(tx, order.id, allowed->from, *allowed, request.by, request.reason, request.at);
    move_money(tx, order, *allowed, entries, request);
    announce(tx, {order.shop, order.id, order.daily_number, *allowed, order.version + 1}, request.at);
    return allowed->to;
}

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
