#include "tests/support/database.h"
#include "tests/support/shop.h"
#include "tests/unit/rules/lifecycle_table.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using pizzeria::Mode;
using specification::step_from;
using test::Shop;

/// Everything about an order and its shop that a step may change.
struct Picture {
    Status status;
    std::int64_t version, steps, events, payments, movements, points;
    Quantity available, held;
    friend bool operator==(Picture const&, Picture const&) = default;
};

/// Every status × action × role of data.md through the real deed: what the table allows happens whole, what
/// it does not allow changes nothing.
struct WholeLife : test::OnBothEngines {
    Shop shop{database()};

    Picture picture(OrderId order)
    {
        using Count = std::int64_t;
        auto const row = database().read([&](db::Reader const& reader) {
            return reader.row<std::string, Count, Count, Count, Count, Count, Count, Quantity, Quantity>(
                R"sql(
                SELECT o.order_status, o.version,
                       (SELECT COUNT(*) FROM order_steps s WHERE s.order_id = o.id),
                       (SELECT COUNT(*) FROM outbox e WHERE e.stream = 'shop:1/order:' || o.id),
                       (SELECT COUNT(*) FROM payments p WHERE p.order_id = o.id),
                       (SELECT COUNT(*) FROM stock_movements m WHERE m.order_id = o.id),
                       (SELECT CAST(COALESCE(SUM(l.points), 0) AS BIGINT) FROM slot_loads l WHERE l.pizzeria_id = o.pizzeria_id),
                       k.quantity_available, k.quantity_held
                FROM orders o 
                JOIN stocks k ON k.pizzeria_id = o.pizzeria_id AND k.ingredient_id = 2
                WHERE o.id = :order)sql",
                {{"order", order}});
        });
        auto const& [status, version, steps, events, payments, movements, points, available, held]
            = row.value();
        return {status_from(status).value(), version, steps, events, payments, movements, points, available,
            held};
    }

    /// What the specification says of the refusal, when there is no such step for this actor.
    static Refusal expected_refusal(Status status, Action action)
    {
        if (step_from(status, action)) return Refusal::NotAllowed;
        for (auto const& row : specification::life())
            if (row.action == action && row.to == status) return Refusal::TakenBySomeoneElse;
        return Refusal::NoSuchStep;
    }

    /// Who took the last step asks for it once more.
    bool asks_again(OrderId order, Action action, Actor actor)
    {
        return shop.number(fmt::format("SELECT COUNT(*) FROM order_steps WHERE id = (SELECT MAX(id) FROM "
                                       "order_steps WHERE order_id = {}) AND action = '{}' AND user_id = {}",
                   order.value(), slug(action), shop.person(actor, order).value()))
            == 1;
    }

    void expect_taken(Picture const& before, Picture const& after, specification::Row const& row)
    {
        static constexpr std::int64_t load = 3;
        auto const waits = [](Status status) {
            return status == AwaitingPayment || status == Pending || status == InPreparation;
        };
        EXPECT_EQ(after.status, row.to);
        EXPECT_EQ(after.version, before.version + 1);
        EXPECT_EQ(after.steps, before.steps + 1);
        EXPECT_EQ(after.events, before.events + 1);
        EXPECT_EQ(after.payments - before.payments, row.to == Delivered || row.to == PickedUp ? 1 : 0);
        EXPECT_EQ(after.points - before.points, load * (waits(row.to) - waits(row.from)));
        auto const one = Shop::mozzarella_of_one;
        auto const [available, held] = [&]() -> std::pair<Quantity, Quantity> {
            switch (row.stock) {
            case StockEffect::Release:
                return {Quantity{}, Quantity{} - one};
            case StockEffect::Consume:
                return {Quantity{} - one, Quantity{} - one};
            case StockEffect::Inverse:
                return {one, one};
            default:
                return {Quantity{}, Quantity{}};
            }
        }();
        EXPECT_EQ(after.available - before.available, available);
        EXPECT_EQ(after.held - before.held, held);
    }
};
OCP_ON_BOTH_ENGINES(WholeLife);

TEST_P(WholeLife, takes_every_step_of_the_specification_and_no_other)
{
    int taken = 0;
    for (auto const mode : {Mode::Delivery, Mode::Pickup})
        for (std::size_t s = 1; s < status_count; ++s) {
            auto const status = static_cast<Status>(s);
            auto const only_delivered = status == InDelivery || status == Delivered || status == NotDelivered;
            if (mode == Mode::Pickup ? only_delivered : status == PickedUp) continue;
            auto order = shop.order_at(status, mode);
            auto before = picture(order);
            for (std::size_t a = 0; a < action_count; ++a)
                for (std::size_t w = 0; w < actor_count; ++w) {
                    auto const action = static_cast<Action>(a);
                    auto const actor = static_cast<Actor>(w);
                    SCOPED_TRACE(fmt::format("{} {} by actor {}", slug(status), slug(action), w));
                    auto const* row = step_from(status, action);
                    auto const other_way = row
                        && row->condition
                            == (mode == Mode::Pickup ? Condition::DeliveryOnly : Condition::PickupOnly);
                    if (action == Action::Pay) continue;
                    auto const answer = shop.step(order, action, actor);
                    auto const after = picture(order);
                    if (row && row->for_actor(actor) && !other_way) {
                        ++taken;
                        ASSERT_TRUE(answer);
                        expect_taken(before, after, *row);
                        order = shop.order_at(status, mode);
                        before = picture(order);
                        continue;
                    }
                    EXPECT_EQ(before, after) << "a refused step changes nothing";
                    auto const refusal = other_way ? Refusal::NoSuchStep : expected_refusal(status, action);
                    if (refusal == Refusal::TakenBySomeoneElse && asks_again(order, action, actor)) {
                        EXPECT_EQ(answer, status);
                        continue;
                    }
                    ASSERT_FALSE(answer);
                    EXPECT_EQ(answer.error(), refusal);
                }
        }
    EXPECT_EQ(taken, 43);
}

TEST_P(WholeLife, ends_with_every_promise_of_the_data_kept)
{
    for (std::size_t s = 2; s < status_count; ++s)
        if (auto const status = static_cast<Status>(s); status != Expired) shop.order_at(status);
    EXPECT_THAT(shop.faults(), testing::IsEmpty());
}

TEST_P(WholeLife, waits_for_the_banks_word_before_the_kitchen_sees_an_order)
{
    auto const order = shop.order_at(AwaitingPayment);
    EXPECT_EQ(shop.step(order, Action::Pay, Actor::Bank).error(), Refusal::AmountDue);
    shop.sql(fmt::format(
        "INSERT INTO payments (order_id, kind, amount, at) VALUES ({0}, 'online', 1250, 1);", order.value()));
    for (auto const actor : {Actor::Customer, Actor::Pizzaiolo, Actor::Driver, Actor::Manager, Actor::System})
        EXPECT_EQ(shop.step(order, Action::Pay, actor).error(), Refusal::NotAllowed);
    EXPECT_EQ(shop.step(order, Action::Pay, Actor::Bank), Pending);
}

} // namespace
} // namespace ocp::order
