#include "order/business/run_kitchen.h"
#include "order/business/shop_pace.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using namespace std::chrono_literals;
using pizzeria::Mode;
using test::Shop;
using testing::ElementsAre;
using testing::IsEmpty;

struct Slots : test::OnBothEngines {
    Shop shop{database()};

    Instant tonight(int hour) const
    {
        constexpr auto eleven = Instant::ms(1'795'514'400'000);
        return eleven + std::chrono::hours{hour - 11};
    }
    Result<Placed> order_for(std::optional<Instant> wanted, int pizzas = 1, Mode mode = Mode::Pickup)
    {
        auto const who = shop.visitor(Shop::margherita, pizzas);
        auto form = shop.form(who, mode);
        form.wanted = wanted;
        return shop.place(who, form);
    }
    OrderView view(OrderId order) { return find_in_shop(database(), Shop::here, order).value(); }
    std::vector<std::string> taken()
    {
        return shop.words("SELECT points || ' ' || pizzas || ' ' || driver_seconds FROM slot_loads "
                          "WHERE points <> 0 OR pizzas <> 0 OR driver_seconds <> 0 ORDER BY slot_at");
    }
};
OCP_ON_BOTH_ENGINES(Slots);

TEST_P(Slots, keep_a_chosen_time_and_what_it_takes)
{
    auto const placed = order_for(tonight(20), 2, Mode::Delivery);
    ASSERT_TRUE(placed);
    auto const order = view(placed->order);
    EXPECT_EQ(order.promised_from, tonight(20));
    EXPECT_EQ(order.promised_to, tonight(20) + 10min);
    EXPECT_EQ(sum_of(order.facts.plan).points, 6);
    EXPECT_EQ(sum_of(order.facts.plan).pizzas, 2);
    EXPECT_GT(sum_of(order.facts.plan).driver_seconds, 300);
    EXPECT_LT(order.facts.plan.begin()->first, tonight(20));
    EXPECT_GE(order.facts.plan.begin()->first, tonight(20) - 40min) << "it is not made in the morning";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Slots, leave_now_free_for_who_wants_it_now)
{
    shop.sql("UPDATE pizzerias SET capacity_points = 6;");
    auto const before = view(order_for(std::nullopt)->order).promised_from;
    for (int i = 0; i < 6; ++i)
        ASSERT_TRUE(order_for(tonight(19) + i * slot_length, 2));
    EXPECT_LE(view(order_for(std::nullopt)->order).promised_from, before + 5min);
}

TEST_P(Slots, are_given_back_when_the_work_is_done)
{
    auto const order = shop.an_order(Mode::Delivery);
    auto const road = sum_of(view(order).facts.plan).driver_seconds;
    auto const of_driver = "0 0 " + std::to_string(road);
    ASSERT_TRUE(shop.step(order, Action::Accept, Actor::Pizzaiolo));
    EXPECT_EQ(shop.taken_points(), 3) << "it is being made";
    ASSERT_TRUE(shop.step(order, Action::Finish, Actor::Pizzaiolo));
    EXPECT_THAT(taken(), ElementsAre(of_driver));
    ASSERT_TRUE(shop.step(order, Action::Correct, Actor::Manager));
    EXPECT_EQ(shop.taken_points(), 3) << "back in the kitchen";
    ASSERT_TRUE(shop.step(order, Action::Finish, Actor::Pizzaiolo));
    ASSERT_TRUE(shop.step(order, Action::Depart, Actor::Driver));
    EXPECT_THAT(taken(), ElementsAre(of_driver)) << "the driver is out";
    ASSERT_TRUE(shop.step(order, Action::Deliver, Actor::Driver));
    EXPECT_THAT(taken(), IsEmpty());
    ASSERT_TRUE(shop.step(shop.an_order(Mode::Delivery), Action::Cancel, Actor::Customer));
    EXPECT_THAT(taken(), IsEmpty());
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Slots, sell_the_last_place_once)
{
    static constexpr std::size_t buyers = 24;
    shop.sql("UPDATE pizzerias SET oven_pizzas = 4;");
    std::vector<account::Visitor> visitors;
    std::vector<CheckoutForm> forms;
    for (std::size_t i = 0; i < buyers; ++i) {
        visitors.push_back(shop.visitor(Shop::margherita));
        forms.push_back(shop.form(visitors.back()));
        forms.back().wanted = tonight(20);
    }
    auto const answers
        = test::at_once(buyers, [&](std::size_t i) { return shop.place(visitors[i], forms[i]); });
    auto const sold = std::count_if(
        answers.begin(), answers.end(), [](auto const& answer) { return answer.has_value(); });
    EXPECT_EQ(sold, 8) << "in the two slots before eight";
    for (auto const& answer : answers)
        EXPECT_TRUE(answer || answer.error() == Refusal::SlotFull);
    EXPECT_EQ(shop.number("SELECT MAX(pizzas) FROM slot_loads"), 4);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 8);
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one * 8) << "who got no place holds nothing";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Slots, never_hold_more_than_the_shop_makes_however_many_order_at_once)
{
    static constexpr std::size_t buyers = 40;
    shop.sql("UPDATE pizzerias SET capacity_points = 9, oven_pizzas = 3, drivers = 2;");
    std::vector<account::Visitor> visitors;
    std::vector<CheckoutForm> forms;
    for (std::size_t i = 0; i < buyers; ++i) {
        visitors.push_back(shop.visitor(Shop::margherita, 1 + static_cast<int>(i % 2)));
        forms.push_back(shop.form(visitors.back(), i % 3 == 0 ? Mode::Delivery : Mode::Pickup));
    }
    auto const answers
        = test::at_once(buyers, [&](std::size_t i) { return shop.place(visitors[i], forms[i]); });
    for (auto const& answer : answers)
        EXPECT_TRUE(answer);
    EXPECT_EQ(shop.number("SELECT MAX(points) FROM slot_loads"), 9);
    EXPECT_EQ(shop.number("SELECT MAX(pizzas) FROM slot_loads"), 3);
    EXPECT_LE(shop.number("SELECT MAX(driver_seconds) FROM slot_loads"), 1'200);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Slots, say_when_as_soon_as_possible_has_become_much_later_than_the_page_said)
{
    shop.sql("UPDATE pizzerias SET capacity_points = 6;");
    auto const who = shop.visitor(Shop::margherita, 2);
    auto form = shop.form(who);
    form.shown_time = shop.clock.now() + 10min;
    ASSERT_TRUE(order_for(std::nullopt, 8));
    EXPECT_EQ(shop.place(who, form).error(), Refusal::PromiseMoved);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 1);
    EXPECT_EQ(shop.taken_points(), 24);
    form.shown_time = shop.clock.now() + 45min;
    EXPECT_TRUE(shop.place(who, form)) << "seen and agreed";
}

TEST_P(Slots, can_be_had_before_the_shop_opens_and_not_after_its_last_service)
{
    shop.sql("UPDATE opening_hours SET from_minute = 1110, to_minute = 1350;"); // 18 h 30 to 22 h 30
    auto const first = order_for(std::nullopt);
    ASSERT_TRUE(first) << "it is eleven in the morning";
    EXPECT_EQ(view(first->order).promised_from, tonight(18) + 40min);
    EXPECT_TRUE(order_for(tonight(20)));
    EXPECT_EQ(order_for(tonight(23)).error(), Refusal::SlotFull);
    EXPECT_EQ(order_for(tonight(20) + 24h).error(), Refusal::SlotFull) << "tomorrow is another day";
    shop.clock.advance(12h);
    EXPECT_EQ(order_for(std::nullopt).error(), Refusal::ShopClosed);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Slots, refuse_what_does_not_fit_into_the_day_and_keep_the_cart)
{
    shop.sql(
        "UPDATE pizzerias SET oven_pizzas = 1; UPDATE opening_hours SET from_minute = 600, to_minute = 780;");
    auto const who = shop.visitor(Shop::margherita, 20);
    EXPECT_EQ(shop.place(who, shop.form(who)).error(), Refusal::ShopFull);
    EXPECT_EQ(shop.number("SELECT SUM(quantity) FROM cart_lines"), 20);
    EXPECT_THAT(taken(), IsEmpty());
}

} // namespace
} // namespace ocp::order
