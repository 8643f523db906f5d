#include "clients/stripe/event.h"
#include "order/business/ask_refund.h"
#include "order/business/close_payment.h"
#include "order/business/follow_order.h"
#include "order/business/open_payment.h"
#include "order/business/read_till.h"
#include "order/business/settle_payment.h"
#include "order/model/order_store.h"
#include "payment/business/take_event.h"
#include "payment/model/receipt.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>
#include <utility>

namespace ocp::order {
namespace {

using enum Status;
using namespace std::chrono_literals;
using Manner = test::FakeStripe::Manner;
using test::PayingShop;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct OnlinePayment : test::OnBothEngines {
    PayingShop shop{database()};

    std::string payment_status(OrderId order)
    {
        return shop.words(fmt::format("SELECT payment_status FROM orders WHERE id = {}", order.value()))
            .at(0);
    }
    Money ledger()
    {
        return Money::cents(shop.number("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM payments"));
    }
    void expect_balanced()
    {
        auto const sums = shop.stripe.sums();
        EXPECT_EQ(ledger(), sums.received - sums.refunded);
        EXPECT_THAT(shop.faults(), IsEmpty());
    }
};
OCP_ON_BOTH_ENGINES(OnlinePayment);

/// Stripe on the day somebody presses the button twice: the other click is through before this one fails, or
/// while a page is closed.
struct TwiceClicked : test::FakeStripe {
    using FakeStripe::FakeStripe;

    stripe::Answer<stripe::Session> create_session(
        stripe::NewSession const& wanted, stripe::Patience patience) override
    {
        if (auto const other = std::exchange(other_click, {})) {
            other();
            answer_next({Manner::Broken});
        }
        return FakeStripe::create_session(wanted, patience);
    }

    stripe::Answer<stripe::Session> expire_session(std::string const& id, stripe::Patience patience) override
    {
        if (auto const late = std::exchange(late_click, {})) late();
        return FakeStripe::expire_session(id, patience);
    }

    std::function<void()> other_click, late_click;
};

TEST_P(OnlinePayment, keeps_order_and_goods_before_any_money_is_asked_for)
{
    auto const order = shop.an_unpaid_order();
    EXPECT_EQ(shop.status_of(order), AwaitingPayment);
    EXPECT_EQ(payment_status(order), "authorising");
    EXPECT_EQ(shop.held(PayingShop::mozzarella), PayingShop::mozzarella_of_one);
    EXPECT_EQ(shop.stripe.calls, 0U) << "the order is there before Stripe is asked";
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM cart_lines"), 1) << "and the cart is still full";
    expect_balanced();
}

TEST_P(OnlinePayment, leads_to_one_page_however_often_it_is_asked_for)
{
    auto const order = shop.an_unpaid_order();
    auto const url = open_payment(shop.desk, order, shop.clock.tick());
    ASSERT_TRUE(url);
    EXPECT_THAT(*url, StartsWith("https://checkout.example/"));
    EXPECT_EQ(open_payment(shop.desk, order, shop.clock.tick()), *url);
    EXPECT_EQ(shop.stripe.session_ids().size(), 1U);
}

TEST_P(OnlinePayment, brings_the_order_to_the_kitchen_once_it_is_paid)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    ASSERT_TRUE(shop.stripe.pay(session));
    auto const settled = settle_on_return(shop.desk, session, shop.clock.tick());
    ASSERT_TRUE(settled);
    EXPECT_EQ(settled->outcome, Settlement::Outcome::Paid);
    EXPECT_EQ(shop.status_of(order), Pending);
    EXPECT_EQ(payment_status(order), "paid");
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM cart_lines"), 0);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM stock_holds WHERE expires_at IS NOT NULL"), 0);
    EXPECT_THAT(shop.words("SELECT sequence || ' ' || kind || ' ' || amount || ' ' || receipt FROM payments"),
        ElementsAre("1 online 1000 1"));
    expect_balanced();
}

TEST_P(OnlinePayment, promises_anew_to_who_took_long_at_the_bank)
{
    auto const promised = [&](OrderId order) {
        return Instant::ms(
            shop.number(fmt::format("SELECT promised_from FROM orders WHERE id = {}", order.value())));
    };
    for (auto const mode : {pizzeria::Mode::Pickup, pizzeria::Mode::Delivery}) {
        auto const at_once = shop.an_order_at_the_bank(mode);
        auto const late = shop.an_order_at_the_bank(mode);
        auto const before = promised(late.order);
        for (auto const& [order, session] : {at_once, late}) {
            shop.stripe.pay(session);
            settle_on_return(shop.desk, session, shop.clock.now());
            shop.clock.advance(13min);
        }
        EXPECT_EQ(promised(at_once.order), before);
        EXPECT_GE(promised(late.order) - before, 10min);
        EXPECT_LE(promised(late.order) - before, 15min);
        EXPECT_EQ(shop.number(
                      "SELECT COUNT(DISTINCT promised_to - promised_from) FROM orders WHERE mode = 'pickup'"),
            1);
        expect_balanced();
    }
}

TEST_P(OnlinePayment, writes_a_receipt_that_says_what_was_sold_and_how_it_was_paid)
{
    auto const order = shop.a_paid_order();
    auto const receipt = payment::receipt_from(shop.words("SELECT bytes FROM receipts").at(0));
    EXPECT_EQ(receipt.number(), "PDI-R000001");
    EXPECT_EQ(receipt.lines.size(), 1U);
    EXPECT_EQ(receipt.lines[0].total, Money::cents(1'000));
    EXPECT_EQ(receipt.lines[0].vat, Money::cents(91));
    EXPECT_EQ(receipt.payments.at(0).means, payment::Means::Online);
    EXPECT_EQ(text_of(receipt), shop.words("SELECT bytes FROM receipts").at(0)) << "the very bytes";
    EXPECT_EQ(shop.status_of(order), Pending);
}

TEST_P(OnlinePayment, does_the_same_once_whoever_brings_the_news_and_however_often)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.pay(session);
    for (int i = 0; i < 3; ++i) {
        stripe::Event const event{fmt::format("evt_{}", i), "checkout.session.completed", "2020-08-27", false,
            session, "checkout.session", "pi_1", {}, {}};
        EXPECT_TRUE(payment::take_event(shop.database, event, shop.clock.tick()));
        EXPECT_FALSE(payment::take_event(shop.database, event, shop.clock.tick())) << "told twice";
    }
    settle_on_return(shop.desk, session, shop.clock.tick());
    shop.see_to_payments();
    EXPECT_EQ(
        settle_on_return(shop.desk, session, shop.clock.tick())->outcome, Settlement::Outcome::PaidBefore);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 1);
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_balanced();
}

TEST_P(OnlinePayment, believes_no_browser)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    EXPECT_EQ(settle_on_return(shop.desk, session, shop.clock.tick())->outcome, Settlement::Outcome::Waiting);
    EXPECT_FALSE(settle_on_return(shop.desk, "cs_test_99", shop.clock.tick()));
    EXPECT_EQ(shop.status_of(order), AwaitingPayment);
}

TEST_P(OnlinePayment, ends_after_a_quarter_of_an_hour_and_frees_what_was_held)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.clock.advance(14min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), AwaitingPayment);
    shop.clock.advance(1min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), Expired);
    EXPECT_EQ(payment_status(order), "failed");
    EXPECT_EQ(shop.held(PayingShop::mozzarella), Quantity{});
    EXPECT_FALSE(shop.stripe.pay(session)) << "nobody can pay it at the bank either";
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM cart_lines"), 1) << "the cart is as it was";
    expect_balanced();
}

TEST_P(OnlinePayment, counts_money_that_came_at_the_last_moment)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.pay(session);
    shop.clock.advance(15min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_balanced();
}

TEST_P(OnlinePayment, gives_back_by_itself_what_comes_after_the_end)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.answer_all(Manner::Away);
    shop.clock.advance(15min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), AwaitingPayment) << "a moment longer while Stripe cannot be asked";
    shop.clock.advance(3min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), Expired);
    ASSERT_TRUE(shop.stripe.pay(session));
    shop.stripe.answer_all(Manner::Fine);
    shop.see_to_payments_for(1h);
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(1'000));
    EXPECT_EQ(payment_status(order), "refunded");
    EXPECT_THAT(shop.words("SELECT kind || ' ' || total FROM receipts ORDER BY sequence"),
        ElementsAre("sale 1000", "refund -1000"));
    expect_balanced();
}

TEST_P(OnlinePayment, gives_everything_back_for_what_came_to_nothing)
{
    for (auto const& [action, actor, from] : {std::tuple{Action::Cancel, Actor::Customer, Pending},
             std::tuple{Action::Refuse, Actor::Pizzaiolo, Pending},
             std::tuple{Action::Abort, Actor::Manager, InPreparation}}) {
        auto const order = shop.a_paid_order();
        if (from == InPreparation) shop.step(order, Action::Accept, Actor::Pizzaiolo);
        ASSERT_TRUE(shop.step(order, action, actor));
        EXPECT_EQ(payment_status(order), "paid") << "until the bank has it";
        EXPECT_THAT(shop.faults(), IsEmpty());
        shop.see_to_payments();
        EXPECT_EQ(payment_status(order), "refunded");
        expect_balanced();
    }
    EXPECT_EQ(ledger(), Money{});
}

TEST_P(OnlinePayment, keeps_what_was_paid_when_nobody_was_at_home_and_gives_it_back_when_it_was_us)
{
    for (auto const fault : {Fault::Theirs, Fault::Ours}) {
        auto const order = shop.a_paid_order(pizzeria::Mode::Delivery);
        for (auto const& [action, actor] : {std::pair{Action::Accept, Actor::Pizzaiolo},
                 std::pair{Action::Finish, Actor::Pizzaiolo}, std::pair{Action::Depart, Actor::Driver}})
            ASSERT_TRUE(shop.step(order, action, actor));
        auto request = shop.request(order, Action::Fail, Actor::Driver);
        request.fault = fault;
        ASSERT_TRUE(advance_order(database(), request));
        shop.see_to_payments();
        EXPECT_EQ(payment_status(order), fault == Fault::Ours ? "refunded" : "paid");
        expect_balanced();
    }
}

TEST_P(OnlinePayment, sends_a_refund_once_whatever_stripe_answers)
{
    auto const order = shop.a_paid_order();
    shop.step(order, Action::Cancel, Actor::Customer);
    shop.stripe.answer_next({Manner::Silent, Manner::Broken, Manner::Busy, Manner::Away, Manner::Silent});
    shop.see_to_payments_for(1h);
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(1'000));
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments WHERE amount < 0"), 1);
    expect_balanced();
}

TEST_P(OnlinePayment, sends_no_refund_again_that_a_restored_database_does_not_know_to_be_sent)
{
    auto const order = shop.a_paid_order();
    database().in_transaction([&](db::Transaction& tx) {
        auto const facts = find_any_order(tx, order)->facts;
        ask_refund(tx, facts, {payment::Cause::Goodwill, "froide", std::nullopt, Money::cents(300)},
            shop.clock.tick());
        return true;
    });
    shop.see_to_payments();
    shop.sql("UPDATE refunds SET state = 'asked', provider_refund = NULL;"
             "UPDATE payment_tasks SET tries = 0, ended_at = NULL, locked_until = 0 WHERE kind = 'refund'");
    shop.stripe.forget_keys();
    shop.clock.advance(48h);
    shop.see_to_payments();
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(300));
}

TEST_P(OnlinePayment, takes_back_into_the_ledger_what_the_bank_could_not_give_back)
{
    auto const order = shop.a_paid_order();
    shop.step(order, Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    shop.stripe.fail_refund(shop.stripe.refund_of("pi_1"));
    shop.tell_of_refunds("pi_1");
    shop.see_to_payments();
    EXPECT_EQ(payment_status(order), "partly_refunded");
    EXPECT_EQ(ledger(), Money::cents(1'000)) << "the money is ours again";
    EXPECT_THAT(
        shop.words("SELECT matter FROM incidents WHERE resolved_at IS NULL"), ElementsAre("payment-odd"));
    expect_balanced();
}

TEST_P(OnlinePayment, notes_a_refund_that_somebody_made_at_stripe)
{
    auto const order = shop.a_paid_order();
    shop.stripe.refund_by_hand("pi_1", Money::cents(300));
    for (int i = 0; i < 2; ++i) {
        shop.tell_of_refunds("pi_1");
        shop.see_to_payments();
    }
    EXPECT_EQ(payment_status(order), "partly_refunded");
    expect_balanced();
    shop.step(order, Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    EXPECT_EQ(payment_status(order), "refunded");
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(1'000)) << "and no more than was paid";
    expect_balanced();
}

TEST_P(OnlinePayment, says_that_it_is_not_possible_now_and_lets_try_again)
{
    for (auto const manner : {Manner::Away, Manner::Silent, Manner::Broken, Manner::Busy, Manner::Shut}) {
        auto const order = shop.an_unpaid_order();
        shop.stripe.answer_next({manner});
        EXPECT_EQ(open_payment(shop.desk, order, shop.clock.tick()).error(), Refusal::PaymentUnavailable);
        EXPECT_EQ(shop.status_of(order), AwaitingPayment);
        auto const url = open_payment(shop.desk, order, shop.clock.tick());
        ASSERT_TRUE(url);
        shop.stripe.pay(url->substr(url->rfind('/') + 1));
        shop.tell_of_session(url->substr(url->rfind('/') + 1));
        shop.see_to_payments();
        EXPECT_EQ(shop.status_of(order), Pending);
        expect_balanced();
    }
    EXPECT_EQ(shop.stripe.sums().payments, 5);
}

TEST_P(OnlinePayment, closes_the_page_that_one_of_two_clicks_opened_though_the_other_failed)
{
    TwiceClicked stripe{shop.clock};
    shop.desk.stripe = &stripe;
    auto const order = shop.an_unpaid_order();
    std::string url;
    stripe.other_click = [&] { url = open_payment(shop.desk, order, shop.clock.tick()).value(); };
    EXPECT_EQ(open_payment(shop.desk, order, shop.clock.tick()).error(), Refusal::PaymentUnavailable);
    EXPECT_EQ(open_payment(shop.desk, order, shop.clock.tick()), url);
    ASSERT_TRUE(shop.step(order, Action::Cancel, Actor::Customer));
    shop.see_to_payments();
    EXPECT_FALSE(stripe.pay(PayingShop::session_at(url)));
}

TEST_P(OnlinePayment, closes_a_page_that_is_opened_while_the_others_are_closed)
{
    TwiceClicked stripe{shop.clock};
    shop.desk.stripe = &stripe;
    auto const order = shop.an_order_at_the_bank().order;
    shop.sql(fmt::format("INSERT INTO payment_attempts (order_id, attempt, amount, state, provider_key, "
                         "created_at, updated_at) VALUES ({}, 2, 1000, 'created', 'a key', {}, 0)",
        order.value(), shop.clock.now().ms()));
    std::string url;
    stripe.late_click = [&] { url = open_payment(shop.desk, order, shop.clock.tick()).value(); };
    set_aside_unpaid(shop.desk, CartId{shop.number("SELECT cart_id FROM orders")}, shop.clock.tick());
    EXPECT_EQ(shop.status_of(order), Cancelled);
    EXPECT_FALSE(stripe.pay(PayingShop::session_at(url)));
}

TEST_P(OnlinePayment, ends_at_once_on_a_page_that_stripe_does_not_know)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.change_received(session, std::nullopt);
    shop.clock.advance(15min);
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), Expired);
    EXPECT_THAT(shop.words("SELECT state FROM payment_attempts"), ElementsAre("expired"));
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_tasks WHERE ended_at IS NULL"), 0);
    expect_balanced();
}

TEST_P(OnlinePayment, asks_for_one_sum_where_there_are_more_lines_than_stripe_takes)
{
    auto const order = shop.an_unpaid_order();
    shop.sql("UPDATE orders_has_products SET unit_price = 900, line = 0");
    for (int line = 1; line <= 100; ++line)
        shop.sql(fmt::format(
            "INSERT INTO orders_has_products (order_id, line, product_id, size, name, size_label, quantity, "
            "unit_price, vat_rate, needs, changes, configuration, created_at, updated_at) "
            "SELECT order_id, {}, product_id, size, name, size_label, 1, 1, vat_rate, '{{}}', changes, "
            "configuration, 0, 0 FROM orders_has_products WHERE line = 0",
            line));
    auto const url = open_payment(shop.desk, order, shop.clock.tick());
    ASSERT_TRUE(url);
    auto const session = PayingShop::session_at(*url);
    shop.stripe.pay(session);
    settle_on_return(shop.desk, session, shop.clock.tick());
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_balanced();
}

TEST_P(OnlinePayment, is_tried_again_and_told_of_when_the_database_does_not_let_it_be_noted)
{
    shop.a_paid_order();
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.sql("CREATE UNIQUE INDEX one_of_a_kind ON payments (kind)");
    shop.stripe.pay(session);
    shop.tell_of_session(session);
    shop.see_to_payments();
    EXPECT_THAT(shop.words("SELECT failure FROM payment_tasks WHERE kind = 'settle' AND ended_at IS NULL"),
        ElementsAre("refused by the database"));
    shop.clock.advance(73h);
    shop.see_to_payments();
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_tasks WHERE ended_at IS NULL"), 0);
    EXPECT_THAT(
        shop.words("SELECT matter FROM incidents WHERE resolved_at IS NULL"), ElementsAre("payment-odd"));
}

TEST_P(OnlinePayment, is_not_offered_without_a_key_nor_for_less_than_stripe_takes)
{
    auto const buyer = shop.visitor(PayingShop::margherita);
    auto form = shop.form(buyer);
    form.pay_on = PayOn::Online;
    shop.desk.stripe = nullptr;
    EXPECT_EQ(shop.place(buyer, form).error(), Refusal::PaymentUnavailable);
    shop.desk.stripe = &shop.stripe;
    shop.sql("UPDATE product_sizes SET price = 49; UPDATE products SET price = 49;"
             "UPDATE catalogue_version SET version = version + 1;");
    form.expected_total = Money::cents(49);
    shop.catalogue.forget();
    EXPECT_EQ(shop.place(buyer, form).error(), Refusal::OnlineBelowMinimum);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM orders"), 0);
}

TEST_P(OnlinePayment, cancelled_while_it_waits_gives_back_what_comes_all_the_same)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    ASSERT_TRUE(shop.step(order, Action::Cancel, Actor::Customer));
    ASSERT_TRUE(shop.stripe.pay(session)) << "a second before the bank hears of it";
    shop.see_to_payments();
    EXPECT_EQ(shop.status_of(order), Cancelled);
    EXPECT_EQ(payment_status(order), "refunded");
    expect_balanced();
}

TEST_P(OnlinePayment, is_not_asked_for_again_on_reception_after_a_part_was_given_back)
{
    auto const order = shop.a_paid_order();
    shop.stripe.refund_by_hand("pi_1", Money::cents(300));
    shop.tell_of_refunds("pi_1");
    shop.see_to_payments();
    ASSERT_EQ(payment_status(order), "partly_refunded");
    auto const today = till_day(shop.clock.now(), "Europe/Paris");
    EXPECT_THAT(read_till(database(), PayingShop::here, today).owed, IsEmpty());
    shop.step(order, Action::Accept, Actor::Pizzaiolo);
    shop.step(order, Action::Finish, Actor::Pizzaiolo);
    auto request = shop.request(order, Action::HandOver, Actor::Pizzaiolo);
    EXPECT_EQ(advance_order(database(), request).error(), Refusal::AmountWrong) << "nothing is due";
    request.collected.reset();
    EXPECT_EQ(advance_order(database(), request), PickedUp);
    EXPECT_EQ(ledger(), Money::cents(700));
    expect_balanced();
}

TEST_P(OnlinePayment, is_looked_at_by_somebody_when_it_is_not_what_was_asked_for_whoever_saw_it_first)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.sql("UPDATE payment_attempts SET amount = 900");
    shop.stripe.pay(session);
    EXPECT_EQ(settle_on_return(shop.desk, session, shop.clock.tick())->outcome, Settlement::Outcome::Odd);
    shop.tell_of_session(session);
    shop.see_to_payments();
    EXPECT_THAT(
        shop.words("SELECT matter FROM incidents WHERE resolved_at IS NULL"), ElementsAre("payment-odd"));
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(1'000));
    EXPECT_EQ(shop.status_of(order), AwaitingPayment);
    expect_balanced();
}

} // namespace
} // namespace ocp::order
