#include "order/business/order_rules.h"
#include "order/business/run_kitchen.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using pizzeria::Mode;
using test::Shop;
using testing::ElementsAre;
using testing::IsEmpty;

struct AdvanceOrder : test::OnBothEngines {
    Shop shop{database()};

    std::string last_step(OrderId order)
    {
        return shop.words(
            fmt::format("SELECT COALESCE(from_status, '') || ' ' || action || ' ' || to_status || ' by '"
                        " || COALESCE(user_id, 0) || COALESCE(': ' || reason, '')"
                        " FROM order_steps WHERE order_id = {} ORDER BY id DESC LIMIT 1",
                order.value()))[0];
    }
    std::string payment_status(OrderId order)
    {
        return shop.words(fmt::format("SELECT payment_status FROM orders WHERE id = {}", order.value()))[0];
    }
    std::int64_t movements(std::string_view reason)
    {
        return shop.number(fmt::format("SELECT COUNT(*) FROM stock_movements WHERE reason = '{}'", reason));
    }
    std::vector<std::string> events_since(std::int64_t id)
    {
        return shop.words(
            fmt::format("SELECT stream || ' ' || kind FROM outbox WHERE id > {} ORDER BY id", id));
    }
    std::int64_t last_event() { return shop.number("SELECT MAX(id) FROM outbox"); }
};
OCP_ON_BOTH_ENGINES(AdvanceOrder);

TEST_P(AdvanceOrder, consumes_at_acceptance_what_was_held)
{
    auto const there = shop.available(Shop::mozzarella);
    auto const order = shop.an_order();
    EXPECT_EQ(shop.held(Shop::mozzarella), Shop::mozzarella_of_one);
    EXPECT_EQ(shop.available(Shop::mozzarella), there) << "a hold takes nothing yet";
    EXPECT_EQ(shop.step(order, Action::Accept, Actor::Pizzaiolo), InPreparation);
    EXPECT_EQ(shop.held(Shop::mozzarella), Quantity{});
    EXPECT_EQ(shop.available(Shop::mozzarella), there - Shop::mozzarella_of_one);
    EXPECT_EQ(movements("consumption"), 2);
    EXPECT_EQ(last_step(order), "pending accept in_preparation by 1: four éteint");
}

TEST_P(AdvanceOrder, tells_who_took_the_step_and_asks_again_that_it_is_done)
{
    auto const order = shop.order_at(InDelivery);
    auto const deliver = shop.request(order, Action::Deliver, Actor::Driver);
    EXPECT_EQ(advance_order(database(), deliver), Delivered);
    auto const before = last_event();
    EXPECT_EQ(advance_order(database(), deliver), Delivered) << "the first answer was lost on the road";
    EXPECT_THAT(events_since(before), IsEmpty());
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 1);
    auto others = deliver;
    others.by = Shop::ines;
    EXPECT_EQ(advance_order(database(), others).error(), Refusal::TakenBySomeoneElse);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AdvanceOrder, changes_nothing_when_one_ingredient_is_short)
{
    auto const order = shop.an_order();
    auto const dough = shop.available(Shop::dough);
    shop.count(Shop::mozzarella, Shop::mozzarella_of_one - Quantity::ten_thousandths(1));
    auto const answer = shop.step(order, Action::Accept, Actor::Pizzaiolo);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), Refusal::OutOfStock);
    EXPECT_EQ(shop.status_of(order), Pending);
    EXPECT_EQ(shop.available(Shop::dough), dough) << "the dough already taken came back";
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one);

    auto const board = read_board(database(), Shop::here);
    ASSERT_EQ(board.shortages.count(order), 1U) << "the pizzaiolo sees what lacks";
    EXPECT_EQ(board.shortages.at(order)[0].ingredient, Shop::mozzarella);
    EXPECT_EQ(board.shortages.at(order)[0].missing, Quantity::ten_thousandths(1));

    EXPECT_EQ(shop.step(order, Action::Refuse, Actor::Pizzaiolo), Refused) << "and may refuse";
    EXPECT_EQ(shop.held(Shop::mozzarella), Quantity{});
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AdvanceOrder, gives_goods_back_or_loses_them_as_the_manager_says)
{
    auto const there = shop.available(Shop::dough);
    auto const back = shop.order_at(Ready);
    auto const lost = shop.order_at(InPreparation);
    auto request = shop.request(back, Action::Abort, Actor::Manager);
    request.goods = Goods::BackToStock;
    EXPECT_EQ(advance_order(database(), request), Cancelled);
    EXPECT_EQ(shop.available(Shop::dough), there - Shop::dough_of_one);
    EXPECT_EQ(shop.step(lost, Action::Abort, Actor::Manager), Cancelled);
    EXPECT_EQ(shop.available(Shop::dough), there - Shop::dough_of_one);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AdvanceOrder, corrects_an_acceptance_as_often_as_needed_without_losing_a_crumb)
{
    auto const there = shop.available(Shop::mozzarella);
    auto const order = shop.an_order();
    for (int i = 0; i < 3; ++i) {
        ASSERT_EQ(shop.step(order, Action::Accept, Actor::Pizzaiolo), InPreparation);
        EXPECT_EQ(shop.available(Shop::mozzarella), there - Shop::mozzarella_of_one);
        ASSERT_EQ(shop.step(order, Action::Correct, Actor::Manager), Pending);
        EXPECT_EQ(shop.available(Shop::mozzarella), there);
        EXPECT_EQ(shop.held(Shop::mozzarella), Shop::mozzarella_of_one);
    }
    EXPECT_EQ(movements("return"), 6);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AdvanceOrder, returns_once_what_was_accepted_twice)
{
    auto const there = shop.available(Shop::mozzarella);
    auto const order = shop.order_at(InPreparation);
    ASSERT_TRUE(shop.step(order, Action::Correct, Actor::Manager));
    ASSERT_TRUE(shop.step(order, Action::Accept, Actor::Pizzaiolo));
    auto request = shop.request(order, Action::Abort, Actor::Manager);
    request.goods = Goods::BackToStock;
    ASSERT_TRUE(advance_order(database(), request));
    EXPECT_EQ(shop.available(Shop::mozzarella), there);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AdvanceOrder, forgets_the_driver_of_a_departure_that_was_a_mistake)
{
    auto const order = shop.order_at(InDelivery);
    EXPECT_EQ(shop.step(order, Action::Correct, Actor::Manager), Ready);
    auto request = shop.request(order, Action::Depart, Actor::Driver);
    request.by = Shop::ines;
    EXPECT_EQ(advance_order(database(), request), InDelivery);
    EXPECT_EQ(shop.number(fmt::format("SELECT delivery_driver_id FROM orders WHERE id = {}", order.value())),
        Shop::ines.value());
}

TEST_P(AdvanceOrder, lets_no_other_driver_end_a_delivery)
{
    auto const order = shop.order_at(InDelivery);
    auto request = shop.request(order, Action::Deliver, Actor::Driver);
    request.by = Shop::ines;
    EXPECT_EQ(advance_order(database(), request).error(), Refusal::NotAllowed);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 0);
}

TEST_P(AdvanceOrder, records_the_money_that_is_due_with_the_delivery)
{
    auto const order = shop.order_at(InDelivery);
    auto request = shop.request(order, Action::Deliver, Actor::Driver);
    request.collected = payment::Tender{{{.means = payment::Means::Voucher}}};
    EXPECT_EQ(advance_order(database(), request), Delivered);
    EXPECT_THAT(shop.words("SELECT kind || ' ' || amount || ' by ' || user_id FROM payments"),
        ElementsAre("voucher 1250 by 3"));
    EXPECT_EQ(payment_status(order), "paid");
    EXPECT_EQ(shop.number("SELECT delivered_at FROM orders"), request.at.ms());
}

TEST_P(AdvanceOrder, hands_nothing_over_that_is_not_paid)
{
    for (auto const& [status, action, actor] : {std::tuple{InDelivery, Action::Deliver, Actor::Driver},
             std::tuple{Ready, Action::HandOver, Actor::Pizzaiolo}}) {
        auto const order = shop.order_at(status, status == Ready ? Mode::Pickup : Mode::Delivery);
        auto request = shop.request(order, action, actor);
        request.collected = std::nullopt;
        EXPECT_EQ(advance_order(database(), request).error(), Refusal::AmountDue);
        EXPECT_EQ(shop.status_of(order), status);
        request.collected = payment::Tender{{{.means = payment::Means::Card}}};
        EXPECT_TRUE(advance_order(database(), request));
    }
}

TEST_P(AdvanceOrder, takes_no_money_for_what_is_paid_already)
{
    auto const order = shop.order_at(InDelivery);
    shop.sql(fmt::format("INSERT INTO payments (order_id, kind, amount, at) VALUES ({0}, 'online', 1250, 1);"
                         "UPDATE orders SET payment_status = 'paid' WHERE id = {0};",
        order.value()));
    auto request = shop.request(order, Action::Deliver, Actor::Driver);
    EXPECT_EQ(advance_order(database(), request).error(), Refusal::AmountWrong);
    request.collected = std::nullopt;
    EXPECT_EQ(advance_order(database(), request), Delivered);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(AdvanceOrder, never_takes_online_money_at_the_door)
{
    auto request = shop.request(shop.order_at(InDelivery), Action::Deliver, Actor::Driver);
    request.collected = payment::Tender{{{.means = payment::Means::Online}}};
    EXPECT_EQ(advance_order(database(), request).error(), Refusal::AmountWrong);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 0);
}

TEST_P(AdvanceOrder, wants_a_reason_where_somebody_is_disappointed)
{
    auto request = shop.request(shop.an_order(), Action::Refuse, Actor::Pizzaiolo);
    request.reason = "";
    EXPECT_EQ(advance_order(database(), request).error(), Refusal::ReasonMissing);
    request.reason = "plus de basilic";
    EXPECT_EQ(advance_order(database(), request), Refused);
    EXPECT_EQ(last_step(request.order), "pending refuse refused by 1: plus de basilic");
}

TEST_P(AdvanceOrder, does_not_know_the_orders_of_another_shop)
{
    for (auto const status : {Pending, InPreparation, Ready, InDelivery}) {
        auto const order = shop.order_at(status);
        for (std::size_t action = 0; action < action_count; ++action) {
            auto request = shop.request(order, static_cast<Action>(action), Actor::Manager);
            request.shop = Shop::elsewhere;
            EXPECT_EQ(advance_order(database(), request).error(), Refusal::UnknownThing);
        }
        EXPECT_EQ(shop.status_of(order), status);
    }
    EXPECT_EQ(shop.step(OrderId{987'654'321}, Action::Accept, Actor::Manager).error(), Refusal::UnknownThing);
}

TEST_P(AdvanceOrder, counts_the_load_of_what_waits_or_is_in_the_kitchen)
{
    auto const one = shop.an_order();
    auto const two = shop.an_order();
    EXPECT_EQ(shop.taken_points(), 6);
    shop.step(one, Action::Accept, Actor::Pizzaiolo);
    EXPECT_EQ(shop.taken_points(), 6) << "still in the kitchen's hands";
    shop.step(one, Action::Finish, Actor::Pizzaiolo);
    EXPECT_EQ(shop.taken_points(), 3);
    shop.step(one, Action::Correct, Actor::Manager);
    EXPECT_EQ(shop.taken_points(), 6) << "back in the kitchen";
    shop.step(two, Action::Cancel, Actor::Customer);
    shop.step(one, Action::Abort, Actor::Manager);
    EXPECT_EQ(shop.taken_points(), 0);
}

TEST_P(AdvanceOrder, tells_the_shop_of_every_step_and_the_menu_of_what_can_be_sold_again)
{
    auto const before = shop.an_order();
    auto mark = last_event();
    auto const order = shop.an_order(Mode::Delivery);
    auto const stream = fmt::format("shop:1/order:{}", order.value());
    EXPECT_THAT(events_since(mark), ElementsAre(stream + " order.placed", "menu:1 stock.changed"));
    mark = last_event();
    for (auto const& [action, actor] :
        {std::pair{Action::Accept, Actor::Pizzaiolo}, std::pair{Action::Finish, Actor::Pizzaiolo},
            std::pair{Action::Depart, Actor::Driver}, std::pair{Action::Deliver, Actor::Driver}})
        ASSERT_TRUE(shop.step(order, action, actor));
    EXPECT_THAT(events_since(mark),
        ElementsAre(stream + " order.accepted", stream + " order.ready", stream + " order.departed",
            stream + " order.delivered"));
    mark = last_event();
    ASSERT_TRUE(shop.step(before, Action::Cancel, Actor::Customer));
    EXPECT_THAT(events_since(mark),
        ElementsAre(fmt::format("shop:1/order:{} order.cancelled", before.value()), "menu:1 stock.changed"));
    mark = last_event();
    EXPECT_FALSE(shop.step(before, Action::Accept, Actor::Pizzaiolo));
    EXPECT_THAT(events_since(mark), IsEmpty()) << "a refused step is not announced";
}

TEST_P(AdvanceOrder, lets_a_driver_leave_with_all_ticked_orders_or_none)
{
    auto const ready = shop.order_at(Ready);
    auto const not_ready = shop.order_at(InPreparation);
    auto const at = shop.clock.tick();
    auto const both
        = depart_with(database(), {ready, not_ready, ready}, Shop::here, Actor::Driver, Shop::david, at);
    ASSERT_FALSE(both);
    EXPECT_EQ(both.error().order, not_ready);
    EXPECT_EQ(both.error().refusal, Refusal::NoSuchStep);
    EXPECT_EQ(shop.status_of(ready), Ready);
    EXPECT_TRUE(depart_with(database(), {ready, ready}, Shop::here, Actor::Driver, Shop::david, at))
        << "ticked twice is ticked once";
    EXPECT_EQ(read_run(database(), Shop::here, Shop::david).mine.size(), 1U);
    EXPECT_EQ(read_run(database(), Shop::here, Shop::ines).mine.size(), 0U);
}

} // namespace
} // namespace ocp::order
