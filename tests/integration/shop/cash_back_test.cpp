#include "order/business/ask_refund.h"
#include "order/business/give_cash_back.h"
#include "order/business/read_till.h"
#include "order/business/reconcile.h"
#include "order/business/refund_by_hand.h"
#include "payment/business/read_ledger.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using namespace std::chrono_literals;
using test::PayingShop;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto ten_euros = Money::cents(1'000);

/// A manager before an order whose refund the customer's bank sent back.
struct CashBackForARefund : test::OnBothEngines {
    PayingShop shop{database()};
    OrderId const order = refund_that_came_back();

    OrderId refund_that_came_back()
    {
        auto const paid = shop.a_paid_order();
        shop.step(paid, Action::Cancel, Actor::Customer);
        shop.see_to_payments();
        fail_last_refund();
        return paid;
    }
    void fail_last_refund()
    {
        shop.stripe.fail_refund(shop.stripe.refund_of("pi_1"));
        shop.tell_of_refunds("pi_1");
        shop.see_to_payments();
    }
    RefundId last_refund() { return RefundId{shop.number("SELECT MAX(id) FROM refunds")}; }
    CashBack wish(std::int64_t cents)
    {
        auto const key
            = database().read([&](db::Reader const& reader) { return refund_form_key(reader, order); });
        return {Shop::here, order, last_refund(), Money::cents(cents), "Carte expirée", key, Shop::lola,
            shop.clock.now()};
    }
    Result<void> give(std::int64_t cents) { return give_cash_back(database(), wish(cents)); }
    Result<void> send_to_the_card(std::int64_t cents)
    {
        auto const form = wish(cents);
        return refund_by_hand(
            database(), {form.shop, order, form.amount, "Nouvel essai", form.key, form.by, shop.clock.now()});
    }
    Money open()
    {
        return database().read([&](db::Reader const& reader) {
            Money sum;
            for (auto const& [refund, amount] : refunds_to_make_good(reader, order))
                sum += amount;
            return sum;
        });
    }
    Money refundable_to_the_card()
    {
        return database().read([&](db::Reader const& reader) { return refundable(reader, order); });
    }
    std::vector<std::string> ledger()
    {
        return shop.words("SELECT kind || ' ' || amount FROM payments ORDER BY id");
    }
    std::vector<std::string> receipts()
    {
        return shop.words("SELECT kind || ' ' || total FROM receipts ORDER BY sequence");
    }
    std::string payment_status() { return shop.words("SELECT payment_status FROM orders")[0]; }
    std::vector<WatchedRefund> watched()
    {
        return read_till(database(), Shop::here, till_day(shop.clock.now(), "Europe/Paris")).refunds;
    }
    Reconciliation reconcile_later()
    {
        shop.clock.advance(24h);
        return reconcile(shop.desk, shop.clock, {.wait = [](std::chrono::seconds) {}});
    }
    using Shop = test::Shop;
};
OCP_ON_BOTH_ENGINES(CashBackForARefund);

TEST_P(CashBackForARefund, is_a_line_of_cash_with_its_receipt)
{
    ASSERT_THAT(ledger(), ElementsAre("online 1000", "online -1000", "online 1000"));
    EXPECT_EQ(payment_status(), "partly_refunded");
    ASSERT_TRUE(give(1'000));
    EXPECT_THAT(ledger(), ElementsAre("online 1000", "online -1000", "online 1000", "cash -1000"));
    EXPECT_EQ(shop.number("SELECT refund_id FROM payments WHERE kind = 'cash'"), last_refund().value());
    EXPECT_EQ(payment_status(), "refunded");
    EXPECT_THAT(receipts(), ElementsAre("sale 1000", "refund -1000", "refund_failed 1000", "refund -1000"));
    EXPECT_EQ(shop.number("SELECT SUM(gross) FROM receipt_rates"), 0);
    EXPECT_EQ(shop.number("SELECT SUM(vat) FROM receipt_rates"), 0) << "all the tax is given back";
    EXPECT_THAT(shop.words("SELECT kind FROM mails"), Contains("order.receipt.4"));
    EXPECT_THAT(shop.words("SELECT action || ' ' || subject || ' by ' || user_id FROM audit"),
        ElementsAre(fmt::format("order.cash_back order {} by 5", order.value())));
    auto const given = payment::receipt_from(database().read(
        [&](db::Reader const& reader) { return payment::receipts_of(reader, order).back().bytes; }));
    EXPECT_EQ(given.reason, "Carte expirée");
    EXPECT_EQ(given.payments[0].means, payment::Means::Cash);
    EXPECT_EQ(given.lines[0].label, "Margherita, 31 cm") << "as the refund's own receipt said";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(CashBackForARefund, leaves_nothing_to_be_seen_to)
{
    EXPECT_THAT(watched(), SizeIs(1));
    EXPECT_FALSE(reconcile_later().is_clean());
    ASSERT_TRUE(give(1'000));
    EXPECT_THAT(watched(), IsEmpty());
    EXPECT_EQ(refundable_to_the_card(), Money{}) << "the card gets it no more";
    auto const seen = reconcile_later();
    EXPECT_THAT(seen.differences, IsEmpty());
    EXPECT_EQ(seen.here.refunded, seen.there.refunded);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_tasks WHERE kind = 'refund' AND ended_at IS NULL"), 0)
        << "it is not sent again";
    auto const money = read_order_money(database(), Shop::here, order);
    ASSERT_TRUE(money);
    EXPECT_THAT(money->refunds, SizeIs(1)) << "its order still tells of it";
    EXPECT_EQ(money->refunds[0].open, Money{});
}

TEST_P(CashBackForARefund, is_given_once_when_the_form_comes_twice)
{
    auto const form = wish(400);
    ASSERT_TRUE(give_cash_back(database(), form));
    ASSERT_TRUE(give_cash_back(database(), form)) << "it is done";
    EXPECT_THAT(ledger(), SizeIs(4));
    auto other = form;
    other.amount = Money::cents(300);
    EXPECT_EQ(give_cash_back(database(), other).error(), Refusal::KeyReusedForOtherContent);
    other.key = "7-7";
    EXPECT_EQ(give_cash_back(database(), other).error(), Refusal::KeyReusedForOtherContent)
        << "a key that nobody made";
    EXPECT_THAT(ledger(), SizeIs(4));
}

TEST_P(CashBackForARefund, is_given_by_one_of_two_managers)
{
    auto first = wish(1'000), second = first;
    second.reason = "Sa carte est perdue";
    auto const given = test::at_once(2,
        [&](std::size_t who) { return give_cash_back(database(), who == 0 ? first : second).has_value(); });
    EXPECT_NE(given[0], given[1]);
    EXPECT_THAT(ledger(), SizeIs(4));
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(CashBackForARefund, or_a_further_try_on_the_card_and_not_both)
{
    auto const in_cash = wish(1'000);
    HandRefund const on_card{
        Shop::here, order, ten_euros, "Nouvel essai", in_cash.key, Shop::lola, in_cash.at};
    auto const given = test::at_once(2, [&](std::size_t who) {
        return (who == 0 ? give_cash_back(database(), in_cash) : refund_by_hand(database(), on_card))
            .has_value();
    });
    EXPECT_NE(given[0], given[1]);
    EXPECT_EQ(open(), Money{});
    EXPECT_EQ(refundable_to_the_card(), Money{});
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(CashBackForARefund, is_never_more_than_is_left_of_it)
{
    for (auto const cents : {std::int64_t{0}, std::int64_t{-100}, std::int64_t{1'001}})
        EXPECT_EQ(give(cents).error(), Refusal::AmountWrong) << cents;
    auto silent = wish(100);
    silent.reason = "";
    EXPECT_EQ(give_cash_back(database(), silent).error(), Refusal::ReasonMissing);
    ASSERT_TRUE(give(400));
    EXPECT_EQ(payment_status(), "partly_refunded");
    EXPECT_EQ(open(), Money::cents(600));
    EXPECT_EQ(refundable_to_the_card(), Money::cents(600));
    EXPECT_THAT(watched(), SizeIs(1)) << "the rest is still to be given back";
    auto const seen = reconcile_later();
    ASSERT_FALSE(seen.is_clean());
    EXPECT_EQ(seen.differences.back().what, Difference::What::RefundCameBack);
    EXPECT_EQ(seen.differences.back().there, Money::cents(600));
    EXPECT_EQ(give(601).error(), Refusal::AmountWrong);
    ASSERT_TRUE(give(600));
    EXPECT_EQ(give(1).error(), Refusal::AmountWrong) << "nothing is left";
    EXPECT_EQ(payment_status(), "refunded");
    EXPECT_EQ(shop.number("SELECT SUM(vat) FROM receipt_rates"), 0);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(CashBackForARefund, is_missed_when_the_card_took_the_refund_or_it_was_less)
{
    ASSERT_TRUE(give(600));
    ASSERT_THAT(shop.faults(), IsEmpty());
    shop.sql("UPDATE refunds SET amount = 599");
    EXPECT_THAT(shop.faults(), Contains("refund-given-twice"));
    shop.sql("UPDATE refunds SET amount = 1000, state = 'done'");
    EXPECT_THAT(shop.faults(), Contains("refund-given-twice"));
}

TEST_P(CashBackForARefund, is_of_that_order_and_that_shop)
{
    auto foreign = wish(100);
    foreign.shop = Shop::elsewhere;
    EXPECT_EQ(give_cash_back(database(), foreign).error(), Refusal::UnknownThing);
    auto other = wish(100);
    other.order = shop.an_order();
    EXPECT_EQ(give_cash_back(database(), other).error(), Refusal::UnknownThing);
    auto unknown = wish(100);
    unknown.refund = RefundId{999};
    EXPECT_EQ(give_cash_back(database(), unknown).error(), Refusal::UnknownThing);
    EXPECT_THAT(ledger(), SizeIs(3));
}

TEST_P(CashBackForARefund, is_not_given_while_it_is_on_its_way_to_the_card)
{
    ASSERT_TRUE(send_to_the_card(1'000));
    EXPECT_EQ(give(1).error(), Refusal::AmountWrong);
    shop.see_to_payments();
    EXPECT_EQ(give(1).error(), Refusal::AmountWrong) << "and not once it arrived";
    EXPECT_EQ(open(), Money{});
    EXPECT_TRUE(reconcile_later().is_clean());
}

TEST_P(CashBackForARefund, makes_good_the_further_try_that_failed_too)
{
    ASSERT_TRUE(send_to_the_card(1'000));
    shop.see_to_payments();
    fail_last_refund();
    EXPECT_EQ(open(), ten_euros) << "not the money of both";
    EXPECT_THAT(watched(), SizeIs(1));
    ASSERT_TRUE(give(1'000));
    EXPECT_THAT(watched(), IsEmpty());
    EXPECT_TRUE(reconcile_later().is_clean());
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(CashBackForARefund, and_somebody_is_told_when_it_arrives_on_the_card_after_all)
{
    ASSERT_TRUE(give(1'000));
    shop.sql("UPDATE incidents SET resolved_at = 1");
    shop.stripe.mend_refund(shop.stripe.refund_of("pi_1"));
    shop.tell_of_refunds("pi_1");
    shop.see_to_payments();
    EXPECT_EQ(
        shop.number("SELECT COUNT(*) FROM incidents WHERE matter = 'payment-odd' AND resolved_at IS NULL"),
        1);
    EXPECT_THAT(ledger(), SizeIs(4)) << "nothing is made to fit";
    auto const seen = reconcile_later();
    EXPECT_FALSE(seen.is_clean());
    EXPECT_EQ(seen.differences.back().what, Difference::What::RefundUnnoticed);
}

} // namespace
} // namespace ocp::order
