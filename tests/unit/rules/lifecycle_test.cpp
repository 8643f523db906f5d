#include "order/business/order_rules.h"
#include "tests/unit/rules/lifecycle_table.h"

#include <gtest/gtest.h>
#include <set>

namespace ocp::order {
namespace {

using enum Status;
using pizzeria::Mode;
using specification::step_from;

constexpr UserId client{1};
constexpr UserId driver{2};
constexpr UserId somebody_else{3};

OrderFacts an_order(Status status, Mode mode)
{
    return {OrderId{42}, PizzeriaId{3}, client, driver, std::nullopt, status, mode, Money::cents(1290),
        Money::cents(1290), {}, 1, 42, "BEL-261123-042"};
}

/// Who the actor is on the order that everything is allowed on.
UserId the_right_person(Actor actor)
{
    return actor == Actor::Customer ? client : driver;
}

/// Calls `check(status, action, actor)` for every combination there is.
template <class Check>
void for_everything(Check check)
{
    for (std::size_t status = 0; status < status_count; ++status)
        for (std::size_t action = 0; action < action_count; ++action)
            for (std::size_t actor = 0; actor < actor_count; ++actor)
                check(static_cast<Status>(status), static_cast<Action>(action), static_cast<Actor>(actor));
}

std::string told(Status status, Action action, Actor actor)
{
    return std::string{slug(status)} + " " + std::string{slug(action)} + " by actor "
        + std::to_string(static_cast<int>(actor));
}

/// The mode in which a step is possible at all.
Mode mode_for(Status status, Action action)
{
    auto const* row = step_from(status, action);
    return row && row->condition == Condition::PickupOnly ? Mode::Pickup : Mode::Delivery;
}

TEST(OrderLifecycle, has_the_steps_of_the_specification_and_no_other)
{
    EXPECT_EQ(lifecycle.size(), specification::life().size());
    for (auto const& row : specification::life()) {
        auto const step = find_step(row.from, row.action);
        ASSERT_TRUE(step) << slug(row.from) << " " << slug(row.action);
        EXPECT_EQ(step->to, row.to) << slug(row.from) << " " << slug(row.action);
        EXPECT_EQ(step->stock, row.stock) << slug(row.from) << " " << slug(row.action);
        EXPECT_EQ(step->condition, row.condition) << slug(row.from) << " " << slug(row.action);
        EXPECT_EQ(step->settled, row.settled) << slug(row.from) << " " << slug(row.action);
        EXPECT_EQ(step->reason, row.reason) << slug(row.from) << " " << slug(row.action);
    }
}

TEST(OrderLifecycle, lets_each_actor_take_exactly_the_steps_of_the_specification)
{
    int allowed = 0;
    for_everything([&](Status status, Action action, Actor actor) {
        auto const order = an_order(status, mode_for(status, action));
        auto const step = next_step(order, action, actor, the_right_person(actor), "four éteint");
        auto const* row = step_from(status, action);
        if (row && row->for_actor(actor)) {
            ++allowed;
            ASSERT_TRUE(step) << told(status, action, actor);
            EXPECT_EQ(step->to, row->to) << told(status, action, actor);
            return;
        }
        ASSERT_FALSE(step) << told(status, action, actor);
        EXPECT_EQ(step.error(), row ? Refusal::NotAllowed : Refusal::NoSuchStep)
            << told(status, action, actor);
    });
    EXPECT_EQ(allowed, 31) << "every permission of data.md was met once";
}

TEST(OrderLifecycle, delivers_no_pickup_and_hands_over_no_delivery)
{
    auto const leaves = next_step(an_order(Ready, Mode::Pickup), Action::Depart, Actor::Driver, driver, "");
    EXPECT_EQ(leaves.error(), Refusal::NoSuchStep);
    auto const handed
        = next_step(an_order(Ready, Mode::Delivery), Action::HandOver, Actor::Pizzaiolo, driver, "");
    EXPECT_EQ(handed.error(), Refusal::NoSuchStep);
}

TEST(OrderLifecycle, lets_only_the_orders_own_driver_or_a_manager_end_a_delivery)
{
    auto const order = an_order(InDelivery, Mode::Delivery);
    for (auto const action : {Action::Deliver, Action::Fail}) {
        EXPECT_TRUE(next_step(order, action, Actor::Driver, driver, "absent"));
        EXPECT_TRUE(next_step(order, action, Actor::Manager, somebody_else, "absent"));
        auto const other = next_step(order, action, Actor::Driver, somebody_else, "absent");
        ASSERT_FALSE(other);
        EXPECT_EQ(other.error(), Refusal::NotAllowed);
    }
}

TEST(OrderLifecycle, lets_any_driver_take_a_ready_order)
{
    EXPECT_TRUE(next_step(an_order(Ready, Mode::Delivery), Action::Depart, Actor::Driver, somebody_else, ""));
}

TEST(OrderLifecycle, lets_a_customer_change_only_own_orders)
{
    for (auto const action : {Action::Cancel, Action::Amend}) {
        auto const order = an_order(Pending, Mode::Delivery);
        EXPECT_TRUE(next_step(order, action, Actor::Customer, client, ""));
        EXPECT_EQ(next_step(order, action, Actor::Customer, somebody_else, "").error(), Refusal::NotAllowed);
    }
}

TEST(OrderLifecycle, gives_nothing_out_of_hand_while_money_is_due)
{
    for (auto const& row : specification::life()) {
        auto order = an_order(row.from, mode_for(row.from, row.action));
        order.paid = order.total - Money::cents(1);
        auto const actor = row.who.front();
        auto const step = next_step(order, row.action, actor, the_right_person(actor), "raison");
        if (row.settled == Settled::NothingDue)
            EXPECT_EQ(step.error(), Refusal::AmountDue) << slug(row.from) << " " << slug(row.action);
        else
            EXPECT_TRUE(step) << slug(row.from) << " " << slug(row.action);
    }
}

TEST(OrderLifecycle, asks_for_a_reason_where_somebody_is_disappointed)
{
    for (auto const& row : specification::life()) {
        auto const actor = row.who.front();
        auto const order = an_order(row.from, mode_for(row.from, row.action));
        auto const step = next_step(order, row.action, actor, the_right_person(actor), "");
        if (row.reason == Reason::Required)
            EXPECT_EQ(step.error(), Refusal::ReasonMissing) << slug(row.from) << " " << slug(row.action);
        else
            EXPECT_TRUE(step) << slug(row.from) << " " << slug(row.action);
    }
}

TEST(OrderLifecycle, owes_what_is_not_paid_and_never_less_than_nothing)
{
    auto order = an_order(Ready, Mode::Pickup);
    order.paid = Money::cents(300);
    EXPECT_EQ(amount_due(order), Money::cents(990));
    order.paid = Money::cents(1500);
    EXPECT_EQ(amount_due(order), Money{});
}

TEST(OrderLifecycle, has_six_ends)
{
    std::set<Status> ends;
    for (std::size_t status = 0; status < status_count; ++status)
        if (is_final(static_cast<Status>(status))) ends.insert(static_cast<Status>(status));
    EXPECT_EQ(ends, (std::set{Delivered, PickedUp, Refused, Cancelled, Expired, NotDelivered}));
}

TEST(OrderLifecycle, knows_every_status_by_its_word)
{
    for (std::size_t i = 1; i < status_count; ++i) {
        auto const status = static_cast<Status>(i);
        EXPECT_EQ(status_from(slug(status)), status);
        EXPECT_FALSE(name(status).french.empty());
    }
    EXPECT_FALSE(status_from(""));
    EXPECT_FALSE(status_from("Pending"));
}

} // namespace
} // namespace ocp::order
