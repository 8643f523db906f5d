#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using test::Shop;
using testing::ElementsAre;
using testing::IsEmpty;

/// A day of a pizzeria in which every promise holds; each case breaks one behind the program's back.
struct Conservation : test::OnBothEngines {
    Shop shop{database()};
    OrderId first = shop.an_order();
    OrderId pending = shop.an_order();
    OrderId ready = shop.order_at(Ready);
    OrderId refused = shop.order_at(Refused);
    OrderId delivered = shop.order_at(Delivered);

    /// `{p}`, `{r}`, `{f}` and `{d}` are the pending, ready, refused and delivered order.
    void plant(std::string_view statements)
    {
        shop.sql(fmt::format(fmt::runtime(statements), fmt::arg("p", pending.value()),
            fmt::arg("r", ready.value()), fmt::arg("f", refused.value()), fmt::arg("d", delivered.value())));
    }
    /// What the database itself forbids is planted past its constraint.
    void plant_past(std::string_view table, std::string_view constraint, std::string const& statements)
    {
        if (database().engine() == db::Engine::Postgres)
            plant(fmt::format("ALTER TABLE {} DROP CONSTRAINT {};", table, constraint) + statements);
        else
            plant("PRAGMA ignore_check_constraints = ON;" + statements
                + "PRAGMA ignore_check_constraints = OFF;");
    }
    void expect_only(std::string const& fault) { EXPECT_THAT(shop.faults(), ElementsAre(fault)); }
};
OCP_ON_BOTH_ENGINES(Conservation);

TEST_P(Conservation, finds_no_fault_in_a_day_of_real_deeds)
{
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Conservation, names_a_status_the_lifecycle_does_not_know)
{
    plant("DELETE FROM order_status WHERE slug = 'refused';");
    expect_only("unknown-status");
}

TEST_P(Conservation, names_a_stock_below_nothing)
{
    plant_past("stocks", "stocks_quantity_available_check",
        "INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)"
        " SELECT pizzeria_id, ingredient_id, -quantity_available - 5, 'loss', 1 FROM stocks"
        " WHERE pizzeria_id = 2 AND ingredient_id = 1;"
        "UPDATE stocks SET quantity_available = -5 WHERE pizzeria_id = 2 AND ingredient_id = 1;");
    expect_only("negative-stock");
}

TEST_P(Conservation, names_a_stock_that_is_a_ten_thousandth_off_its_movements)
{
    plant("UPDATE stocks SET quantity_available = quantity_available - 1 WHERE pizzeria_id = 1 AND "
          "ingredient_id = 1;");
    expect_only("stock-not-its-movements");
}

TEST_P(Conservation, names_a_sum_of_holds_that_is_a_ten_thousandth_off)
{
    plant("UPDATE stocks SET quantity_held = quantity_held + 1 WHERE pizzeria_id = 1 AND ingredient_id = 2;");
    expect_only("held-not-its-holds");
}

TEST_P(Conservation, names_goods_that_came_back_from_no_order)
{
    plant_past("stock_movements", "stock_movements_check",
        "INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at) VALUES (1, 1, 7, "
        "'return', 1);"
        "UPDATE stocks SET quantity_available = quantity_available + 7 WHERE pizzeria_id = 1 AND "
        "ingredient_id = 1;");
    expect_only("movement-without-order");
}

TEST_P(Conservation, names_a_hold_that_leaked)
{
    plant("INSERT INTO stock_holds (order_id, ingredient_id, pizzeria_id, quantity, created_at) VALUES ({f}, "
          "1, 1, 9, 1);"
          "UPDATE stocks SET quantity_held = quantity_held + 9 WHERE pizzeria_id = 1 AND ingredient_id = 1;");
    expect_only("hold-of-a-finished-order");
}

TEST_P(Conservation, names_a_waiting_order_that_lost_its_hold)
{
    plant("DELETE FROM stock_holds WHERE order_id = {p} AND ingredient_id = 1;"
          "UPDATE stocks SET quantity_held = quantity_held - 2500000 WHERE pizzeria_id = 1 AND ingredient_id "
          "= 1;");
    expect_only("pending-order-without-its-holds");
}

TEST_P(Conservation, names_an_accepted_order_that_did_not_take_its_recipe)
{
    plant("DELETE FROM stock_movements WHERE order_id = {r} AND ingredient_id = 1;"
          "UPDATE stocks SET quantity_available = quantity_available + 2500000"
          " WHERE pizzeria_id = 1 AND ingredient_id = 1;");
    expect_only("consumption-not-the-recipe");
}

TEST_P(Conservation, names_goods_taken_before_acceptance)
{
    plant("INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, order_id, at)"
          " VALUES (1, 1, -3, 'consumption', {p}, 1);"
          "UPDATE stocks SET quantity_available = quantity_available - 3 WHERE pizzeria_id = 1 AND "
          "ingredient_id = 1;");
    expect_only("consumption-before-acceptance");
}

TEST_P(Conservation, names_a_total_that_is_not_its_lines)
{
    plant("UPDATE orders_has_products SET unit_price = unit_price + 1 WHERE order_id = {p};");
    expect_only("total-not-its-lines");
}

TEST_P(Conservation, names_more_money_than_the_total)
{
    plant("UPDATE orders SET payment_status = 'partly_refunded' WHERE id = {d};"
          "INSERT INTO payments (order_id, kind, amount, at) VALUES ({d}, 'cash', 1, 1);");
    expect_only("paid-out-of-bounds");
}

TEST_P(Conservation, names_an_order_called_paid_that_is_not)
{
    plant("UPDATE orders SET payment_status = 'paid' WHERE id = {p};");
    expect_only("payment-status");
}

TEST_P(Conservation, names_money_on_an_order_called_unpaid)
{
    plant("INSERT INTO payments (order_id, kind, amount, at) VALUES ({p}, 'cash', 1, 1);");
    expect_only("payment-status");
}

TEST_P(Conservation, names_an_order_handed_over_with_money_due)
{
    shop.sql(GetParam() == db::Engine::Sqlite ? "DROP TRIGGER payments_stay"
                                              : "DROP TRIGGER payments_stay ON payments");
    plant("DELETE FROM payments WHERE order_id = {d}; UPDATE orders SET payment_status = 'unpaid' WHERE id = "
          "{d};");
    EXPECT_THAT(shop.faults(), ElementsAre("handed-over-unpaid", "receipt-not-its-money"))
        << "its receipt still tells of money";
}

TEST_P(Conservation, names_a_step_that_starts_elsewhere)
{
    plant("UPDATE order_steps SET from_status = 'awaiting_payment' WHERE order_id = {r} AND action = "
          "'accept';");
    expect_only("step-chain");
}

TEST_P(Conservation, names_a_status_without_its_step)
{
    plant("UPDATE orders SET order_status = 'in_delivery' WHERE id = {r};");
    expect_only("last-step");
}

TEST_P(Conservation, names_a_step_that_was_never_announced)
{
    plant("DELETE FROM outbox WHERE stream = 'shop:1/order:{r}' AND kind = 'order.accepted';");
    expect_only("event-of-a-step");
}

TEST_P(Conservation, names_a_step_that_was_announced_twice)
{
    plant("INSERT INTO outbox (stream, kind, body, at) SELECT stream, kind, body, at FROM outbox"
          " WHERE stream = 'shop:1/order:{r}' AND kind = 'order.ready';");
    expect_only("event-of-a-step");
}

TEST_P(Conservation, names_an_intent_that_was_never_answered)
{
    plant("INSERT INTO idempotency (scope, key, body_hash, created_at) VALUES ('session 1 checkout', 'k', "
          "'h', 1);");
    expect_only("intent-left-open");
}

TEST_P(Conservation, names_slots_that_do_not_hold_the_load_of_their_orders)
{
    plant(
        "UPDATE slot_loads SET points = points + 1 WHERE pizzeria_id = 1 AND slot_at = (SELECT MAX(slot_at) "
        "FROM slot_loads WHERE pizzeria_id = 1);");
    expect_only("slot-points");
}

TEST_P(Conservation, names_drivers_who_are_taken_by_nothing)
{
    plant("INSERT INTO slot_loads (pizzeria_id, slot_at, points, pizzas, driver_seconds) VALUES (2, 600000, "
          "0, 0, 60);");
    expect_only("slot-drivers");
}

TEST_P(Conservation, names_a_number_given_twice)
{
    plant(
        "UPDATE orders SET daily_number = (SELECT daily_number FROM orders WHERE id = {d}) WHERE id = {r};");
    expect_only("number-twice");
}

TEST_P(Conservation, names_an_order_accepted_by_nobody)
{
    plant("UPDATE orders SET pizzaiolo_id = NULL WHERE id = {r};");
    expect_only("accepted-by-nobody");
}

} // namespace
} // namespace ocp::order
