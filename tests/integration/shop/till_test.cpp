#include "order/business/read_till.h"
#include "order/business/refund_by_hand.h"
#include "order/business/write_off.h"
#include "payment/business/copy_receipt.h"
#include "payment/business/read_ledger.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using enum Status;
using payment::Means;
using test::Shop;
using testing::ElementsAre;
using testing::IsEmpty;

/// A manager before the money of orders.
struct TillDeeds : test::OnBothEngines {
    Shop shop{database()};

    HandRefund wish(OrderId order, std::int64_t cents)
    {
        auto const key
            = database().read([&](db::Reader const& reader) { return refund_form_key(reader, order); });
        return {Shop::here, order, Money::cents(cents), "Pizza froide", key, Shop::lola, shop.clock.now()};
    }
    Result<void> refund(OrderId order, std::int64_t cents)
    {
        return refund_by_hand(database(), wish(order, cents));
    }
    Result<void> give_up(OrderId order, std::string reason = "Client introuvable")
    {
        return write_off(database(), {Shop::here, order, std::move(reason), Shop::lola, shop.clock.now()});
    }
    /// A paid and handed over order of 10,00 €, its money at the bank.
    OrderId paid_online()
    {
        auto const order = shop.order_at(AwaitingPayment);
        shop.sql(
            fmt::format("UPDATE orders SET payment_status = 'authorising' WHERE id = {}", order.value()));
        auto const paid = advance_order(database(),
            {.order = order,
                .shop = Shop::here,
                .action = Action::Pay,
                .actor = Actor::Bank,
                .by = std::nullopt,
                .at = shop.clock.now(),
                .banked = payment::Entry{.means = Means::Online,
                    .amount = total(order),
                    .provider_session = "cs_1",
                    .provider_intent = "pi_1"}});
        EXPECT_EQ(paid, Pending);
        for (auto const& [action, actor] : {std::pair{Action::Accept, Actor::Pizzaiolo},
                 {Action::Finish, Actor::Pizzaiolo}, {Action::Depart, Actor::Driver}})
            EXPECT_TRUE(shop.step(order, action, actor));
        auto deliver = shop.request(order, Action::Deliver, Actor::Driver);
        deliver.collected = std::nullopt;
        EXPECT_EQ(advance_order(database(), deliver), Delivered);
        return order;
    }
    Money total(OrderId order)
    {
        return Money::cents(
            shop.number(fmt::format("SELECT total FROM orders WHERE id = {}", order.value())));
    }
    std::vector<std::string> ledger(OrderId order)
    {
        return shop.words(fmt::format(
            "SELECT kind || ' ' || amount FROM payments WHERE order_id = {} ORDER BY id", order.value()));
    }
    std::vector<std::string> receipts(OrderId order)
    {
        return shop.words(
            fmt::format("SELECT kind || ' ' || total FROM receipts WHERE order_id = {} ORDER BY sequence",
                order.value()));
    }
    std::string payment_status(OrderId order)
    {
        return shop.words(fmt::format("SELECT payment_status FROM orders WHERE id = {}", order.value()))[0];
    }
    std::vector<std::string> acts()
    {
        return shop.words("SELECT action || ' ' || subject || ' by ' || user_id FROM audit ORDER BY id");
    }
    Money refundable(OrderId order)
    {
        return database().read([&](db::Reader const& reader) { return refundable_by_hand(reader, order); });
    }
};
OCP_ON_BOTH_ENGINES(TillDeeds);

TEST_P(TillDeeds, give_cash_back_at_once_with_a_receipt)
{
    auto const order = shop.order_at(PickedUp);
    ASSERT_TRUE(refund(order, 400));
    EXPECT_THAT(ledger(order), ElementsAre("cash 1000", "cash -400"));
    EXPECT_THAT(receipts(order), ElementsAre("sale 1000", "refund -400"));
    EXPECT_EQ(payment_status(order), "partly_refunded");
    EXPECT_THAT(acts(), ElementsAre(fmt::format("order.refund order {} by 5", order.value())));
    EXPECT_EQ(refundable(order), Money::cents(600));
    EXPECT_THAT(shop.faults(), IsEmpty());

    auto const stored = database().read(
        [&](db::Reader const& reader) { return payment::receipts_of(reader, order).back(); });
    auto const receipt = payment::receipt_from(stored.bytes);
    EXPECT_EQ(receipt.reason, "Pizza froide");
    EXPECT_EQ(receipt.payments[0].means, Means::Cash);

    ASSERT_TRUE(refund(order, 600));
    EXPECT_EQ(payment_status(order), "refunded");
    EXPECT_EQ(refundable(order), Money{});
    EXPECT_EQ(shop.number("SELECT SUM(vat) FROM receipt_rates"), 0)
        << "the tax of the sale is all given back";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(TillDeeds, give_back_once_when_the_form_comes_twice)
{
    auto const order = shop.order_at(PickedUp);
    auto const form = wish(order, 300);
    ASSERT_TRUE(refund_by_hand(database(), form));
    ASSERT_TRUE(refund_by_hand(database(), form)) << "it is done";
    EXPECT_THAT(ledger(order), ElementsAre("cash 1000", "cash -300"));

    auto other = form;
    other.amount = Money::cents(200);
    EXPECT_EQ(refund_by_hand(database(), other).error(), Refusal::KeyReusedForOtherContent);
    other.key = "7-7";
    EXPECT_EQ(refund_by_hand(database(), other).error(), Refusal::KeyReusedForOtherContent)
        << "a key that nobody made";
    EXPECT_THAT(ledger(order), ElementsAre("cash 1000", "cash -300"));
    EXPECT_TRUE(refund(order, 300)) << "the same once more, asked for anew";
    EXPECT_EQ(refundable(order), Money::cents(400));
}

TEST_P(TillDeeds, never_give_back_more_than_came)
{
    auto const order = shop.order_at(PickedUp);
    for (auto const cents : {std::int64_t{0}, std::int64_t{-100}, std::int64_t{1'001}})
        EXPECT_EQ(refund(order, cents).error(), Refusal::AmountWrong) << cents;
    auto silent = wish(order, 100);
    silent.reason = "";
    EXPECT_EQ(refund_by_hand(database(), silent).error(), Refusal::ReasonMissing);
    EXPECT_THAT(ledger(order), ElementsAre("cash 1000"));
    EXPECT_THAT(acts(), IsEmpty());
}

TEST_P(TillDeeds, leave_alone_what_is_under_way_or_of_another_shop)
{
    auto const ready = shop.order_at(Ready);
    EXPECT_EQ(refund(ready, 100).error(), Refusal::OrderUnderWay);
    auto elsewhere = wish(shop.order_at(PickedUp), 100);
    elsewhere.shop = Shop::elsewhere;
    EXPECT_EQ(refund_by_hand(database(), elsewhere).error(), Refusal::UnknownThing);
    EXPECT_FALSE(read_order_money(database(), Shop::elsewhere, elsewhere.order));
}

TEST_P(TillDeeds, send_the_banks_money_back_to_its_card)
{
    auto const order = paid_online();
    auto const before = ledger(order);
    ASSERT_TRUE(refund(order, 250));
    EXPECT_EQ(ledger(order), before) << "the line follows once the bank has it";
    EXPECT_THAT(
        shop.words("SELECT cause || ' ' || amount || ' ' || state || ' ' || reason || ' by ' || user_id "
                   "FROM refunds"),
        ElementsAre("goodwill 250 asked Pizza froide by 5"));
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM payment_tasks WHERE kind = 'refund'"), 1);
    EXPECT_EQ(refundable(order), total(order) - Money::cents(250));
    EXPECT_EQ(refund(order, total(order).cents() - 249).error(), Refusal::AmountWrong);
    auto const till = read_till(database(), Shop::here, till_day(shop.clock.now(), "Europe/Paris"));
    ASSERT_EQ(till.refunds.size(), 1U);
    EXPECT_FALSE(till.refunds[0].by.empty());
}

TEST_P(TillDeeds, know_the_tax_of_what_was_paid_before_there_were_receipts)
{
    auto const order = shop.order_at(NotDelivered);
    auto const all = total(order);
    shop.sql(fmt::format(
        "INSERT INTO payments (order_id, kind, amount, user_id, at) VALUES ({0}, 'cash', {1}, 5, 1);"
        "UPDATE orders SET payment_status = 'paid' WHERE id = {0}",
        order.value(), all.cents()));
    ASSERT_TRUE(refund(order, 300));
    ASSERT_TRUE(refund(order, 200));
    ASSERT_TRUE(refund(order, all.cents() - 500));
    EXPECT_THAT(shop.words("SELECT CAST(rate AS TEXT) FROM receipt_rates GROUP BY rate"), ElementsAre("1000"))
        << "at the rate it was sold";
    EXPECT_EQ(Money::cents(shop.number("SELECT SUM(gross) FROM receipt_rates")), Money{} - all);
}

TEST_P(TillDeeds, give_the_same_money_back_to_one_of_two_managers)
{
    auto const order = shop.order_at(PickedUp);
    auto first = wish(order, 700), second = first;
    second.reason = "Erreur de pizza";
    auto const given = test::at_once(2,
        [&](std::size_t who) { return refund_by_hand(database(), who == 0 ? first : second).has_value(); });
    EXPECT_NE(given[0], given[1]);
    EXPECT_THAT(ledger(order), ElementsAre("cash 1000", "cash -700"));
}

TEST_P(TillDeeds, give_up_what_a_failed_delivery_still_owes)
{
    auto const order = shop.order_at(NotDelivered);
    EXPECT_EQ(give_up(order, "").error(), Refusal::ReasonMissing);
    ASSERT_EQ(read_till(database(), Shop::here, till_day(shop.clock.now(), "Europe/Paris")).owed.size(), 1U);
    ASSERT_TRUE(give_up(order));
    EXPECT_EQ(payment_status(order), "written_off");
    EXPECT_THAT(acts(), ElementsAre(fmt::format("order.written_off order {} by 5", order.value())));
    EXPECT_THAT(
        read_till(database(), Shop::here, till_day(shop.clock.now(), "Europe/Paris")).owed, IsEmpty());
    EXPECT_EQ(give_up(order).error(), Refusal::NoSuchStep) << "once";
    EXPECT_EQ(give_up(shop.order_at(Ready)).error(), Refusal::NoSuchStep) << "it may still be paid";
    EXPECT_EQ(give_up(shop.order_at(PickedUp)).error(), Refusal::NoSuchStep) << "nothing is due";
}

TEST_P(TillDeeds, count_each_sheet_of_a_receipt_and_leave_its_bytes)
{
    auto const order = shop.order_at(PickedUp);
    auto const receipt = database().read(
        [&](db::Reader const& reader) { return payment::receipts_of(reader, order).front(); });
    EXPECT_EQ(payment::copy_receipt(database(), receipt, Shop::john, shop.clock.now()), 1);
    EXPECT_EQ(payment::copy_receipt(database(), receipt, std::nullopt, shop.clock.now()), 2);
    EXPECT_EQ(database().read([&](db::Reader const& reader) {
        return payment::copies_of(reader, receipt.shop, receipt.sequence);
    }),
        2);
    EXPECT_EQ(database()
                  .read([&](db::Reader const& reader) {
                      return payment::receipt_numbered(reader, receipt.shop, receipt.sequence);
                  })
                  ->bytes,
        receipt.bytes);
}

TEST_P(TillDeeds, show_the_money_of_one_day_of_one_shop)
{
    auto const order = shop.order_at(PickedUp);
    shop.clock.advance(std::chrono::hours{24});
    auto const tomorrow = till_day(shop.clock.now(), "Europe/Paris");
    auto const next = shop.order_at(PickedUp);
    ASSERT_TRUE(refund(order, 100));
    auto const till = read_till(database(), Shop::here, tomorrow);
    ASSERT_EQ(till.lines.size(), 2U);
    EXPECT_EQ(till.lines[0].order, next);
    EXPECT_EQ(till.lines[0].sequence, 2);
    EXPECT_EQ(till.lines[1].amount, Money::cents(-100));
    EXPECT_FALSE(till.lines[1].by.empty());
    EXPECT_EQ(till.total, Money::cents(900));
    EXPECT_EQ(till.by_means.at(Means::Cash), Money::cents(900));
    EXPECT_EQ(till.rates.at(1'000).gross, Money::cents(900));
    EXPECT_THAT(read_till(database(), Shop::elsewhere, tomorrow).lines, IsEmpty());
}

TEST(TillDay, runs_from_five_to_five_by_the_shops_clock)
{
    auto const day = till_day("2026-10-25", "Europe/Paris");
    ASSERT_TRUE(day);
    EXPECT_EQ(day->date, 20'261'025);
    EXPECT_EQ(day->until - day->from, std::chrono::hours{24}) << "the clocks changed before five";
    auto const before = till_day("2026-10-24", "Europe/Paris");
    EXPECT_EQ(before->until - before->from, std::chrono::hours{25});
    EXPECT_EQ(before->until, day->from);
    EXPECT_EQ(till_day(day->from, "Europe/Paris").date, 20'261'025);
    EXPECT_EQ(till_day(day->from - std::chrono::milliseconds{1}, "Europe/Paris").date, 20'261'024);
    EXPECT_EQ(text_of(*day), "2026-10-25");
}

TEST(TillDay, is_the_day_that_was_asked_for_wherever_the_shop_is)
{
    for (auto const* const zone : {"Pacific/Wallis", "Pacific/Auckland", "Pacific/Tahiti", "Etc/GMT+12"}) {
        auto const day = till_day("2026-11-24", zone);
        ASSERT_TRUE(day);
        EXPECT_EQ(day->date, 20'261'124) << zone;
        EXPECT_EQ(till_day(day->from, zone).date, 20'261'124) << zone;
        EXPECT_EQ(till_day(day->until - std::chrono::milliseconds{1}, zone).date, 20'261'124) << zone;
    }
}

TEST(TillDay, is_nothing_that_is_no_day)
{
    for (auto const* const text : {"", "2026-02-30", "2026-13-01", "26-01-01", "2026/01/01", "2026-01-0a",
             "2026-01-011", "-026-01-01", "9999-01-01", "2026-1 -01"})
        EXPECT_FALSE(till_day(text, "Europe/Paris")) << text;
}

} // namespace
} // namespace ocp::order
