#include "order/business/follow_order.h"
#include "order/business/shop_pace.h"
#include "order/model/order_store.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using namespace std::chrono_literals;
using pizzeria::Mode;
using test::PayingShop;
using testing::IsEmpty;

struct PromiseAgain : test::OnBothEngines {
    PayingShop shop{database()};

    OrderView order_of(OrderId order)
    {
        return database()
            .read([&](db::Reader const& reader) { return find_any_order(reader, order); })
            .value();
    }
    void pay(PayingShop::AtTheBank const& at_the_bank)
    {
        shop.stripe.pay(at_the_bank.session);
        settle_on_return(shop.desk, at_the_bank.session, shop.clock.now());
        ASSERT_EQ(shop.status_of(at_the_bank.order), Status::Pending);
        EXPECT_THAT(shop.faults(), IsEmpty());
    }
    PayingShop::AtTheBank an_order_for(Instant wanted)
    {
        auto const buyer = shop.visitor(PayingShop::margherita);
        auto form = shop.form(buyer);
        form.pay_on = PayOn::Online;
        form.wanted = wanted;
        auto const placed = shop.place(buyer, form).value();
        return {placed.order,
            PayingShop::session_at(open_payment(shop.desk, placed.order, shop.clock.tick()).value())};
    }
};
OCP_ON_BOTH_ENGINES(PromiseAgain);

TEST_P(PromiseAgain, leaves_the_time_of_who_pays_at_once)
{
    auto const at_the_bank = shop.an_order_at_the_bank(Mode::Delivery);
    auto const before = order_of(at_the_bank.order);
    pay(at_the_bank);
    auto const after = order_of(at_the_bank.order);
    EXPECT_EQ(after.promised_from, before.promised_from);
    EXPECT_EQ(text_of(after.facts.plan), text_of(before.facts.plan));
}

TEST_P(PromiseAgain, tells_who_took_long_at_the_bank_when_it_can_come_now)
{
    for (auto const mode : {Mode::Pickup, Mode::Delivery}) {
        auto const at_the_bank = shop.an_order_at_the_bank(mode);
        auto const before = order_of(at_the_bank.order);
        shop.clock.advance(12min);
        pay(at_the_bank);
        auto const after = order_of(at_the_bank.order);
        auto const later = after.promised_from - before.promised_from;
        EXPECT_GE(later, 10min);
        EXPECT_LE(later, 15min);
        EXPECT_EQ(after.promised_to - after.promised_from, before.promised_to - before.promised_from);
        EXPECT_EQ(sum_of(after.facts.plan).points, sum_of(before.facts.plan).points);
        EXPECT_GE(after.facts.plan.begin()->first, slot_of(shop.clock.now()))
            << "nothing is made in the past";
    }
}

TEST_P(PromiseAgain, keeps_a_chosen_time_that_still_goes)
{
    auto const wanted = slot_of(shop.clock.now()) + 2h;
    auto const at_the_bank = an_order_for(wanted);
    shop.clock.advance(14min);
    pay(at_the_bank);
    EXPECT_EQ(order_of(at_the_bank.order).promised_from, wanted);
}

TEST_P(PromiseAgain, keeps_the_promise_of_a_shop_that_is_full_meanwhile)
{
    auto const at_the_bank = shop.an_order_at_the_bank();
    auto const before = order_of(at_the_bank.order);
    shop.clock.advance(12min);
    shop.sql("UPDATE pizzerias SET capacity_points = 1, oven_pizzas = 0");
    shop.shops.forget();
    pay(at_the_bank);
    EXPECT_EQ(order_of(at_the_bank.order).promised_from, before.promised_from);
}

} // namespace
} // namespace ocp::order
