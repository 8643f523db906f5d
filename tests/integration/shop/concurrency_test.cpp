#include "order/business/ask_refund.h"
#include "order/business/run_kitchen.h"
#include "order/model/order_store.h"
#include "payment/business/book_payment.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <algorithm>
#include <future>
#include <gmock/gmock.h>
#include <iterator>
#include <set>

namespace ocp::order {
namespace {

using namespace std::chrono_literals;
using test::at_once;
using test::Shop;
using testing::IsEmpty;

struct ManyAtOnce : test::OnBothEngines {
    Shop shop{database()};

    std::vector<OrderId> orders(std::size_t count)
    {
        std::vector<OrderId> placed;
        placed.reserve(count);
        std::generate_n(std::back_inserter(placed), count, [&] { return shop.an_order(); });
        return placed;
    }
    /// What every promise of the data says afterwards, and that not a crumb was lost.
    void expect_conserved() { EXPECT_THAT(shop.faults(), IsEmpty()); }
};
OCP_ON_BOTH_ENGINES(ManyAtOnce);

TEST_P(ManyAtOnce, sell_the_last_ten_pizzas_ten_times_to_two_hundred_buyers)
{
    static constexpr std::size_t buyers = 200;
    std::vector<account::Visitor> visitors;
    std::vector<CheckoutForm> forms;
    for (std::size_t i = 0; i < buyers; ++i) {
        visitors.push_back(shop.visitor(i % 2 ? Shop::margherita : Shop::calzone));
        forms.push_back(shop.form(visitors.back()));
    }
    shop.count(Shop::dough, Shop::dough_of_one * 10);
    shop.count(Shop::mozzarella, Shop::mozzarella_of_one * 10);

    auto const answers = at_once(buyers, [&](std::size_t i) { return shop.place(visitors[i], forms[i]); });

    std::set<OrderId> sold;
    std::size_t told = 0;
    for (auto const& answer : answers) {
        if (answer)
            sold.insert(answer->order);
        else if (answer.error() == Refusal::SoldOut)
            ++told;
    }
    EXPECT_EQ(sold.size(), 10U);
    EXPECT_EQ(told, buyers - 10) << "everybody else is told, and in no other word";
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 10);
    EXPECT_EQ(shop.held(Shop::dough), shop.available(Shop::dough)) << "the last crumb is promised";
    EXPECT_EQ(shop.held(Shop::mozzarella), shop.available(Shop::mozzarella));
    EXPECT_EQ(shop.number("SELECT COUNT(DISTINCT cart_id) FROM cart_lines"), 190)
        << "who got nothing still has the cart";
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM users WHERE email LIKE '%exemple.fr'"), 10)
        << "no account is opened for an order that was not made";
    expect_conserved();
}

TEST_P(ManyAtOnce, accept_an_order_once_and_tell_the_second_tablet_who_was_first)
{
    auto const waiting = orders(12);
    auto const answers = at_once(2 * waiting.size(), [&](std::size_t i) {
        auto request = shop.request(waiting[i / 2], Action::Accept, Actor::Pizzaiolo);
        request.by = i % 2 ? Shop::lea : Shop::john;
        return advance_order(database(), request);
    });
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        auto const& johns = answers[2 * i];
        auto const& leas = answers[2 * i + 1];
        ASSERT_NE(johns.has_value(), leas.has_value()) << "one of the two wins";
        EXPECT_EQ((johns ? leas : johns).error(), Refusal::TakenBySomeoneElse);
        auto const order = find_in_shop(database(), Shop::here, waiting[i]);
        ASSERT_TRUE(order);
        EXPECT_EQ(taken_by(database(), order->facts), johns ? "John" : "Léa");
    }
    EXPECT_EQ(shop.held(Shop::dough), Quantity{});
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM stock_movements WHERE reason = 'consumption'"), 24);
    expect_conserved();
}

TEST_P(ManyAtOnce, know_the_money_that_came_while_they_waited_for_the_order)
{
    auto const order = shop.an_order();
    auto const paid_as_seen = [&] {
        Money paid;
        database().in_transaction([&](db::Transaction& tx) {
            paid = lock_any_order(tx, order).value().paid;
            return true;
        });
        return paid;
    };
    std::future<Money> second;
    database().in_transaction([&](db::Transaction& tx) {
        auto const facts = lock_any_order(tx, order).value();
        second = std::async(std::launch::async, paid_as_seen);
        std::this_thread::sleep_for(100ms);
        payment::book(tx, {facts.shop, order, Shop::lea, shop.clock.now()}, sold(tx, facts),
            {{.means = payment::Means::Cash, .amount = facts.total}});
        return true;
    });
    EXPECT_EQ(second.get(), Money::cents(1'000));
}

TEST_P(ManyAtOnce, make_one_order_of_a_form_sent_twenty_times)
{
    auto const buyer = shop.visitor(Shop::margherita, 2);
    auto const form = shop.form(buyer);
    auto const answers = at_once(20, [&](std::size_t) { return shop.place(buyer, form); });
    for (auto const& answer : answers) {
        ASSERT_TRUE(answer) << "refusal " << static_cast<int>(answer.error());
        EXPECT_EQ(answer->order, answers[0]->order);
        EXPECT_EQ(answer->tracking_token, answers[0]->tracking_token);
    }
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 1);
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one * 2);
    expect_conserved();
}

TEST_P(ManyAtOnce, refuse_another_order_under_a_key_already_used)
{
    auto const buyer = shop.visitor(Shop::margherita);
    auto form = shop.form(buyer);
    ASSERT_TRUE(shop.place(buyer, form));
    form.lastname = "Tricheur";
    auto const again = shop.place(buyer, form);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), Refusal::KeyReusedForOtherContent);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 1);
    expect_conserved();
}

TEST_P(ManyAtOnce, leave_the_key_free_after_a_refusal)
{
    auto const buyer = shop.visitor(Shop::margherita);
    auto const form = shop.form(buyer);
    auto const there = shop.available(Shop::dough);
    shop.count(Shop::dough, Quantity{});
    EXPECT_EQ(shop.place(buyer, form).error(), Refusal::SoldOut);
    shop.count(Shop::dough, there);
    EXPECT_TRUE(shop.place(buyer, form)) << "the goods came, the same form is sent again";
    expect_conserved();
}

TEST_P(ManyAtOnce, let_either_the_kitchen_or_the_customer_have_an_order_never_both)
{
    auto const waiting = orders(25);
    auto const before = shop.available(Shop::mozzarella);
    auto const answers = at_once(2 * waiting.size(), [&](std::size_t i) {
        return i % 2 ? shop.step(waiting[i / 2], Action::Accept, Actor::Pizzaiolo)
                     : shop.step(waiting[i / 2], Action::Cancel, Actor::Customer);
    });
    int accepted = 0;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        auto const& cancel = answers[2 * i];
        auto const& accept = answers[2 * i + 1];
        ASSERT_NE(cancel.has_value(), accept.has_value());
        EXPECT_EQ((cancel ? accept : cancel).error(), Refusal::NoSuchStep);
        EXPECT_EQ(shop.status_of(waiting[i]), accept ? Status::InPreparation : Status::Cancelled);
        accepted += accept.has_value();
    }
    EXPECT_EQ(shop.held(Shop::mozzarella), Quantity{});
    EXPECT_EQ(before - shop.available(Shop::mozzarella), Shop::mozzarella_of_one * accepted);
    expect_conserved();
}

TEST_P(ManyAtOnce, give_a_drivers_box_to_one_driver_whole)
{
    std::vector<OrderId> ready;
    ready.reserve(6);
    std::generate_n(std::back_inserter(ready), 6, [&] { return shop.order_at(Status::Ready); });
    std::vector<OrderId> const forwards{ready[0], ready[1], ready[2], ready[3]};
    std::vector<OrderId> const backwards{ready[5], ready[4], ready[3], ready[2]};
    auto const at = shop.clock.tick();
    auto const left = at_once(2, [&](std::size_t i) {
        return depart_with(database(), i ? backwards : forwards, Shop::here, Actor::Driver,
            i ? Shop::ines : Shop::david, at);
    });
    ASSERT_NE(left[0].has_value(), left[1].has_value());
    auto const& told = (left[0] ? left[1] : left[0]).error();
    EXPECT_EQ(told.refusal, Refusal::TakenBySomeoneElse);
    EXPECT_TRUE(told.order == ready[2] || told.order == ready[3]);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders WHERE order_status = 'in_delivery'"), 4);
    EXPECT_EQ(shop.number("SELECT COUNT(DISTINCT delivery_driver_id) FROM orders"), 1);
    expect_conserved();
}

TEST_P(ManyAtOnce, do_everything_in_one_shop_without_losing_a_crumb)
{
    static constexpr std::size_t each = 12;
    auto const for_kitchen = orders(each);
    auto const for_refusal = orders(each);
    auto const to_correct = orders(each);
    for (auto const order : to_correct)
        ASSERT_TRUE(shop.step(order, Action::Accept, Actor::Pizzaiolo));
    std::vector<account::Visitor> buyers;
    std::vector<CheckoutForm> forms;
    for (std::size_t i = 0; i < each; ++i) {
        buyers.push_back(shop.visitor(i % 2 ? Shop::margherita : Shop::calzone, 3));
        forms.push_back(shop.form(buyers.back(), i % 3 ? pizzeria::Mode::Pickup : pizzeria::Mode::Delivery));
    }
    auto const answers = at_once(4 * each, [&](std::size_t i) -> bool {
        auto const n = i / 4;
        switch (i % 4) {
        case 0:
            return shop.place(buyers[n], forms[n]).has_value();
        case 1:
            return shop.step(for_kitchen[n], Action::Accept, Actor::Pizzaiolo).has_value();
        case 2:
            return shop.step(for_refusal[n], Action::Refuse, Actor::Pizzaiolo).has_value();
        default:
            return shop.step(to_correct[n], Action::Correct, Actor::Manager).has_value();
        }
    });
    EXPECT_EQ(static_cast<std::size_t>(std::count(answers.begin(), answers.end(), true)), 4 * each)
        << "nobody stood in another's way";
    EXPECT_EQ(shop.held(Shop::dough), Shop::dough_of_one * (3 * each + each));
    expect_conserved();
}

} // namespace
} // namespace ocp::order
