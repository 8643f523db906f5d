#include "ocpizza/payments/note_reconciliation.h"
#include "order/business/close_payment.h"
#include "order/business/give_cash_back.h"
#include "order/business/reconcile.h"
#include "order/business/refund_by_hand.h"
#include "payment/business/look_back.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using namespace std::chrono_literals;
using What = Difference::What;
using Manner = test::FakeStripe::Manner;
using test::PayingShop;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto ten_euros = Money::cents(1'000);

/// A shop, and a day later the reconciliation.
struct ReconcilePayments : test::OnBothEngines {
    PayingShop shop{database()};
    std::vector<std::chrono::seconds> waits;

    Reconciliation run(ReconcileOptions options = {})
    {
        options.wait = [&](std::chrono::seconds time) { waits.push_back(time); };
        auto const begun = shop.clock.now();
        auto seen = reconcile(shop.desk, shop.clock, options);
        payments::note_reconciliation(database(), {}, seen, begun, shop.clock.tick());
        shop.clock.tick();
        return seen;
    }
    Reconciliation run_later(ReconcileOptions options = {})
    {
        shop.clock.advance(24h);
        return run(std::move(options));
    }

    /// What it is, and whether somebody must see to it.
    static std::vector<std::pair<What, bool>> told(Reconciliation const& seen)
    {
        std::vector<std::pair<What, bool>> all;
        for (auto const& one : seen.differences)
            all.emplace_back(one.what, one.remains);
        return all;
    }
    void expect_clean()
    {
        auto const again = run();
        EXPECT_THAT(told(again), IsEmpty());
        EXPECT_TRUE(again.is_clean());
        EXPECT_EQ(again.here.received, again.there.received);
        EXPECT_EQ(again.here.refunded, again.there.refunded);
        EXPECT_THAT(open_incidents(), IsEmpty());
        EXPECT_THAT(shop.faults(), IsEmpty());
    }
    std::vector<std::string> open_incidents()
    {
        return shop.words(
            "SELECT matter || ' ' || place FROM incidents WHERE resolved_at IS NULL ORDER BY id");
    }
    std::string session_of(OrderId order)
    {
        return shop
            .words(fmt::format(
                "SELECT provider_session FROM payment_attempts WHERE order_id = {}", order.value()))
            .at(0);
    }
    /// As in a database of the day before: the payment is at Stripe, and nothing of it is here.
    std::string a_lost_payment(std::int64_t order)
    {
        return shop.stripe.pay_elsewhere(ten_euros,
            {{"order", std::to_string(order)}, {"attempt", "1"},
                {"key", fmt::format("order-{}-pay-1-1795514400000", order)}});
    }
};
OCP_ON_BOTH_ENGINES(ReconcilePayments);

TEST_P(ReconcilePayments, finds_nothing_where_all_is_well)
{
    auto const order = shop.a_paid_order();
    shop.step(shop.a_paid_order(), Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    shop.an_order();
    auto const seen = run_later();
    EXPECT_THAT(told(seen), IsEmpty());
    EXPECT_EQ(seen.here.payments, 2);
    EXPECT_EQ(seen.there.payments, 2);
    EXPECT_EQ(seen.here.received, Money::cents(2'000));
    EXPECT_EQ(seen.here.refunded, ten_euros);
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, settles_what_was_paid_and_never_told)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.pay(session);
    shop.clock.advance(11min);
    auto const seen = run();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::PaidUnnoticed, false}));
    EXPECT_EQ(seen.differences[0].order, order);
    EXPECT_EQ(seen.differences[0].number.substr(0, 4), "PDI-");
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, leaves_the_last_minutes_to_their_usual_way)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.pay(session);
    a_lost_payment(77);
    shop.clock.advance(5min);
    auto const seen = run();
    EXPECT_THAT(told(seen), IsEmpty());
    EXPECT_EQ(seen.left_alone, 2);
    EXPECT_EQ(shop.status_of(order), AwaitingPayment);
    EXPECT_EQ(shop.stripe.sums().refunded, Money{});
}

TEST_P(ReconcilePayments, settles_by_its_key_what_was_paid_on_a_page_that_was_never_noted)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.sql(
        "UPDATE payment_attempts SET state = 'created', provider_session = NULL, provider_intent = NULL");
    shop.stripe.pay(session);
    shop.clock.advance(11min);
    EXPECT_THAT(told(run()), ElementsAre(std::pair{What::PaidUnnoticed, false}));
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, settles_by_its_key_what_was_paid_on_a_page_that_was_taken_for_a_failure)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.sql("UPDATE payment_attempts SET state = 'failed', provider_session = NULL, provider_intent = NULL");
    shop.stripe.pay(session);
    shop.clock.advance(11min);
    EXPECT_THAT(told(run()), ElementsAre(std::pair{What::PaidUnnoticed, false}));
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, gives_back_what_was_paid_for_an_order_that_is_over)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.step(order, Action::Cancel, Actor::Customer);
    shop.stripe.pay(session);
    shop.sql("UPDATE payment_tasks SET ended_at = 1");
    EXPECT_THAT(told(run_later()), ElementsAre(std::pair{What::PaidTwice, false}));
    shop.see_to_payments();
    EXPECT_EQ(shop.stripe.sums().refunded, ten_euros);
    shop.clock.advance(1h);
    expect_clean();
}

TEST_P(ReconcilePayments, says_when_what_was_paid_is_not_what_was_asked)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.change_received(session, Money::cents(900));
    shop.stripe.pay(session);
    shop.clock.advance(11min);
    auto const seen = run();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::PaidUnnoticed, true}));
    EXPECT_FALSE(seen.is_clean());
    EXPECT_THAT(open_incidents(), ElementsAre("payment-odd reconcile"));
    EXPECT_EQ(shop.status_of(order), AwaitingPayment);
}

TEST_P(ReconcilePayments, gives_back_a_payment_of_ours_that_nothing_here_accounts_for)
{
    auto const intent = a_lost_payment(77);
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::PaidForNothing, false}));
    EXPECT_EQ(seen.differences[0].intent, intent);
    EXPECT_EQ(shop.stripe.sums().refunded, ten_euros);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 0);
    EXPECT_THAT(told(run()), IsEmpty());
    EXPECT_EQ(shop.stripe.sums().refunded, ten_euros) << "once";
}

TEST_P(ReconcilePayments, gives_back_the_rest_when_somebody_gave_back_a_part)
{
    shop.stripe.refund_by_hand(a_lost_payment(77), Money::cents(400));
    EXPECT_EQ(run_later().differences.at(0).there, Money::cents(600));
    EXPECT_EQ(shop.stripe.sums().refunded, ten_euros);
}

TEST_P(ReconcilePayments, gives_nothing_back_when_it_is_our_database_that_is_old)
{
    for (int i = 0; i < 6; ++i)
        a_lost_payment(77 + i);
    auto const seen = run_later();
    EXPECT_THAT(told(seen), testing::AllOf(SizeIs(6), testing::Each(std::pair{What::PaidForNothing, true})));
    EXPECT_EQ(shop.stripe.sums().refunded, Money{});
    EXPECT_THAT(open_incidents(), ElementsAre("payment-odd reconcile"));
    EXPECT_TRUE(run({.gives_back_all = true}).is_clean()) << "a person has looked";
    EXPECT_EQ(shop.stripe.sums().refunded, Money::cents(6'000));
    EXPECT_THAT(open_incidents(), IsEmpty());
}

TEST_P(ReconcilePayments, touches_no_money_of_another_program)
{
    shop.stripe.pay_elsewhere(ten_euros);
    shop.stripe.pay_elsewhere(ten_euros, {{"order", "1"}});
    shop.stripe.pay_elsewhere(ten_euros, {{"order", "1"}, {"key", "order-2-pay-1-1795514400000"}});
    shop.stripe.pay_elsewhere(ten_euros, {{"order", ""}, {"key", "order--pay-1"}});
    auto const seen = run_later();
    EXPECT_THAT(told(seen), testing::AllOf(SizeIs(4), testing::Each(std::pair{What::NotOurs, true})));
    EXPECT_EQ(shop.stripe.sums().refunded, Money{});
}

TEST_P(ReconcilePayments, says_when_stripe_received_another_sum_than_the_ledger_says)
{
    auto const order = shop.a_paid_order();
    shop.stripe.change_received(session_of(order), Money::cents(900));
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::OtherAmount, true}));
    EXPECT_EQ(seen.differences[0].there, Money::cents(900));
    EXPECT_EQ(seen.differences[0].here, ten_euros);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 1) << "nothing is made to fit";
    EXPECT_THAT(open_incidents(), ElementsAre("payment-odd reconcile"));
    shop.stripe.change_received(session_of(order), ten_euros);
    expect_clean();
}

TEST_P(ReconcilePayments, says_when_stripe_has_nothing_of_what_the_ledger_says)
{
    auto const order = shop.a_paid_order();
    shop.stripe.change_received(session_of(order), std::nullopt);
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::NotThere, true}));
    EXPECT_EQ(seen.differences[0].here, ten_euros);
    EXPECT_EQ(seen.here.payments, 1);
    EXPECT_EQ(seen.there.payments, 0);
}

TEST_P(ReconcilePayments, writes_down_a_refund_that_somebody_made_at_stripe)
{
    auto const order = shop.a_paid_order();
    shop.stripe.refund_by_hand("pi_1", Money::cents(300));
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::RefundUnnoticed, false}));
    EXPECT_EQ(seen.differences[0].there, Money::cents(300));
    EXPECT_EQ(seen.here.refunded, Money::cents(300));
    EXPECT_EQ(shop.status_of(order), Pending);
    shop.clock.advance(1h);
    expect_clean();
}

TEST_P(ReconcilePayments, says_when_stripe_does_not_have_a_refund_of_the_ledger)
{
    shop.step(shop.a_paid_order(), Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    shop.stripe.forget_refund(shop.stripe.refund_of("pi_1"));
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::RefundNotThere, true}));
    EXPECT_EQ(seen.differences[0].here, ten_euros);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payments"), 2) << "nothing is made to fit";
}

TEST_P(ReconcilePayments, says_that_a_refund_came_back_until_it_is_made_good)
{
    shop.step(shop.a_paid_order(), Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    shop.stripe.fail_refund(shop.stripe.refund_of("pi_1"));
    for (int day = 0; day < 2; ++day)
        EXPECT_THAT(told(run_later()), ElementsAre(std::pair{What::RefundCameBack, true}));
    shop.stripe.refund_by_hand("pi_1", ten_euros);
    EXPECT_THAT(told(run_later()), ElementsAre(std::pair{What::RefundUnnoticed, false}));
    shop.clock.advance(1h);
    expect_clean();
}

TEST_P(ReconcilePayments, says_no_more_of_a_refund_that_came_back_and_was_given_in_cash)
{
    auto const order = shop.a_paid_order();
    shop.step(order, Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    shop.stripe.fail_refund(shop.stripe.refund_of("pi_1"));
    EXPECT_THAT(told(run_later()), ElementsAre(std::pair{What::RefundCameBack, true}));
    EXPECT_THAT(open_incidents(), SizeIs(1));
    auto const key
        = database().read([&](db::Reader const& reader) { return refund_form_key(reader, order); });
    ASSERT_TRUE(give_cash_back(database(),
        {PayingShop::here, order, RefundId{1}, ten_euros, "Carte expirée", key, PayingShop::lola,
            shop.clock.tick()}));
    shop.clock.advance(24h);
    expect_clean();
}

TEST_P(ReconcilePayments, sees_a_refund_that_came_back_of_a_payment_long_ago)
{
    auto const order = shop.a_paid_order();
    shop.clock.advance(24h * 20);
    shop.step(order, Action::Cancel, Actor::Customer);
    shop.see_to_payments();
    shop.stripe.fail_refund(shop.stripe.refund_of("pi_1"));
    EXPECT_THAT(told(run_later()), ElementsAre(std::pair{What::RefundCameBack, true}));
}

TEST_P(ReconcilePayments, sends_once_more_a_refund_that_was_given_up)
{
    shop.step(shop.a_paid_order(), Action::Cancel, Actor::Customer);
    shop.sql("UPDATE payment_tasks SET ended_at = 1, failure = 'not sent' WHERE kind = 'refund'");
    EXPECT_THAT(told(run_later()), ElementsAre(std::pair{What::RefundNotSent, false}));
    EXPECT_THAT(told(run()), IsEmpty()) << "it is under way";
    shop.sql("UPDATE payment_tasks SET ended_at = 1, failure = 'not sent' WHERE kind = 'refund'");
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::RefundNotSent, true})) << "not a third time";
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_tasks WHERE kind = 'refund'"), 2);
}

TEST_P(ReconcilePayments, closes_what_somebody_could_still_pay)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    auto const unreached = shop.an_unpaid_order();
    shop.stripe.answer_next({Manner::Broken});
    EXPECT_FALSE(open_payment(shop.desk, unreached, shop.clock.tick()));
    shop.sql("UPDATE payment_attempts SET state = 'created' WHERE state = 'failed'");
    shop.sql("DELETE FROM payment_tasks");
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::LeftOpen, false}, std::pair{What::LeftOpen, false}));
    EXPECT_EQ(shop.status_of(order), Expired);
    EXPECT_EQ(shop.status_of(unreached), Expired);
    EXPECT_FALSE(shop.stripe.pay(session));
    expect_clean();
}

TEST_P(ReconcilePayments, does_what_was_given_up)
{
    auto const [order, session] = shop.an_order_at_the_bank();
    shop.stripe.pay(session);
    shop.tell_of_session(session);
    shop.sql(
        fmt::format("UPDATE payment_tasks SET ended_at = {}, failure = 'later 500' WHERE kind = 'settle'",
            shop.clock.now().ms()));
    shop.clock.advance(5min);
    EXPECT_THAT(told(run()), ElementsAre(std::pair{What::TaskGivenUp, false}));
    EXPECT_EQ(shop.status_of(order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, numbers_the_lines_of_an_older_program)
{
    auto const order = shop.a_paid_order();
    shop.sql(fmt::format(
        "INSERT INTO payments (order_id, kind, amount, at) VALUES ({}, 'cash', 1, 5), ({}, 'cash', -1, 5)",
        order.value(), order.value()));
    auto const seen = run_later();
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::NoNumber, false}));
    EXPECT_EQ(seen.differences[0].count, 2);
    EXPECT_THAT(
        shop.words("SELECT CAST(sequence AS TEXT) FROM payments ORDER BY id"), ElementsAre("1", "2", "3"));
    expect_clean();
}

TEST_P(ReconcilePayments, reads_every_page_and_asks_again_while_it_helps)
{
    std::vector<OrderId> orders;
    for (int i = 0; i < 5; ++i) {
        auto const [order, session] = shop.an_order_at_the_bank();
        shop.stripe.pay(session);
        orders.push_back(order);
    }
    shop.clock.advance(11min);
    shop.stripe.page_size = 2;
    shop.stripe.answer_next({Manner::Away, Manner::Broken, Manner::Fine, Manner::Busy});
    auto const seen = run();
    EXPECT_THAT(told(seen), SizeIs(5));
    EXPECT_TRUE(seen.is_clean());
    EXPECT_THAT(waits, ElementsAre(2s, 10s, 2s));
    for (auto const order : orders)
        EXPECT_EQ(shop.status_of(order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, looks_at_the_others_when_stripe_refuses_to_speak_of_one)
{
    auto const one = shop.an_order_at_the_bank();
    auto const other = shop.an_order_at_the_bank();
    shop.stripe.pay(one.session);
    shop.stripe.pay(other.session);
    shop.clock.advance(11min);
    shop.stripe.answer_next({Manner::Fine, Manner::Refusing});
    auto const seen = run();
    EXPECT_FALSE(seen.trouble);
    EXPECT_FALSE(seen.is_clean());
    EXPECT_THAT(
        told(seen), ElementsAre(std::pair{What::NotAnswered, true}, std::pair{What::PaidUnnoticed, false}));
    EXPECT_THAT(open_incidents(), ElementsAre("payment-odd reconcile"));
    EXPECT_EQ(shop.status_of(one.order), Pending);
    EXPECT_THAT(told(run()), ElementsAre(std::pair{What::PaidUnnoticed, false}));
    EXPECT_EQ(shop.status_of(other.order), Pending);
    expect_clean();
}

TEST_P(ReconcilePayments, says_which_page_stripe_refuses_to_close_and_closes_the_others)
{
    auto const one = shop.an_order_at_the_bank();
    auto const other = shop.an_order_at_the_bank();
    shop.sql("DELETE FROM payment_tasks");
    shop.stripe.answer_next({Manner::Fine, Manner::Refusing, Manner::Refusing});
    auto const seen = run_later();
    EXPECT_FALSE(seen.trouble);
    EXPECT_THAT(told(seen), ElementsAre(std::pair{What::LeftOpen, true}, std::pair{What::LeftOpen, false}));
    EXPECT_THAT(told(run()), ElementsAre(std::pair{What::LeftOpen, false}));
    EXPECT_EQ(shop.status_of(one.order), Expired);
    EXPECT_EQ(shop.status_of(other.order), Expired);
    expect_clean();
}

TEST_P(ReconcilePayments, says_that_it_could_not_ask_and_then_judges_nothing)
{
    auto const order = shop.a_paid_order();
    shop.sql("INSERT INTO incidents (matter, place, figure_thousandths, began_at, seen_at) VALUES "
             "('payment-odd', 'order 1', 0, 1, 1)");
    for (auto const manner : {Manner::Away, Manner::Broken, Manner::Shut}) {
        shop.stripe.answer_all(manner);
        auto const seen = run_later();
        EXPECT_TRUE(seen.trouble);
        EXPECT_FALSE(seen.is_clean());
        EXPECT_THAT(told(seen), IsEmpty());
        EXPECT_THAT(open_incidents(), ElementsAre("payment-odd order 1"));
    }
    shop.stripe.answer_all(Manner::Fine);
    expect_clean();
    EXPECT_EQ(shop.status_of(order), Pending);
}

TEST_P(ReconcilePayments, keeps_the_incident_of_what_it_did_not_find_in_order)
{
    auto const order = shop.a_paid_order();
    auto const other = shop.a_paid_order();
    for (auto const one : {order, other})
        shop.sql(
            fmt::format("INSERT INTO incidents (matter, place, figure_thousandths, began_at, seen_at) VALUES "
                        "('payment-odd', 'order {}', 0, 1, 1)",
                one.value()));
    shop.stripe.change_received(session_of(order), Money::cents(900));
    run_later();
    EXPECT_THAT(open_incidents(),
        ElementsAre(fmt::format("payment-odd order {}", order.value()), "payment-odd reconcile"));
}

TEST_P(ReconcilePayments, looks_no_further_back_than_it_is_asked_to)
{
    auto const order = shop.a_paid_order();
    shop.stripe.change_received(session_of(order), std::nullopt);
    shop.clock.advance(24h * 9);
    EXPECT_THAT(told(run()), IsEmpty());
    EXPECT_THAT(told(run({.back = 24h * 10})), ElementsAre(std::pair{What::NotThere, true}));
}

} // namespace
} // namespace ocp::order
