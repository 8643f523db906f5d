#include "order/business/advance_order.h"
#include "payment/business/read_ledger.h"
#include "tests/support/at_once.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::order {
namespace {

using namespace std::chrono_literals;
using payment::Means;
using test::Shop;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Money euros(std::int64_t count)
{
    return Money::cents(count * 100);
}

/// What is handed over on reception, at the counter and at the door.
struct Collecting : test::OnBothEngines {
    Shop shop{database()};

    /// So many Margherita at 10 €, ready for whoever comes.
    OrderId ready(int pizzas, std::string const& email = "")
    {
        auto const buyer = shop.visitor(Shop::margherita, pizzas);
        auto form = shop.form(buyer);
        if (!email.empty()) form.email = email;
        auto const order = shop.place(buyer, form).value().order;
        shop.step(order, Action::Accept, Actor::Pizzaiolo);
        shop.step(order, Action::Finish, Actor::Pizzaiolo);
        return order;
    }
    Result<Status> hand_over(OrderId order, std::vector<payment::Tender::Part> parts)
    {
        auto request = shop.request(order, Action::HandOver, Actor::Pizzaiolo);
        request.collected = payment::Tender{std::move(parts)};
        return advance_order(database(), request);
    }
    std::vector<std::string> ledger(OrderId order)
    {
        return shop.words(
            fmt::format("SELECT kind || ' ' || amount FROM payments WHERE order_id = {} ORDER BY sequence",
                order.value()));
    }
    payment::Receipt receipt(OrderId order)
    {
        auto const all
            = database().read([&](db::Reader const& reader) { return payment::receipts_of(reader, order); });
        return payment::receipt_from(all.at(0).bytes);
    }
    std::string payment_status(OrderId order)
    {
        return shop.words(fmt::format("SELECT payment_status FROM orders WHERE id = {}", order.value()))[0];
    }
    void expect_refused(OrderId order, std::vector<payment::Tender::Part> parts, Refusal refusal)
    {
        EXPECT_EQ(hand_over(order, std::move(parts)).error(), refusal);
        EXPECT_EQ(shop.status_of(order), Status::Ready);
        EXPECT_EQ(payment_status(order), "unpaid");
        EXPECT_THAT(ledger(order), IsEmpty());
    }
};
OCP_ON_BOTH_ENGINES(Collecting);

TEST_P(Collecting, books_each_means_alone)
{
    for (auto const means : {Means::Cash, Means::Card, Means::Voucher}) {
        auto const order = ready(1);
        EXPECT_EQ(hand_over(order, {{.means = means}}), Status::PickedUp);
        EXPECT_THAT(ledger(order), ElementsAre(fmt::format("{} 1000", slug(means))));
        EXPECT_EQ(payment_status(order), "paid");
        ASSERT_EQ(receipt(order).payments.size(), 1U);
        EXPECT_EQ(receipt(order).payments[0].means, means);
    }
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Collecting, writes_the_cash_given_on_the_receipt_and_what_is_due_into_the_ledger)
{
    auto const order = ready(2);
    EXPECT_EQ(hand_over(order, {{.means = Means::Cash, .given = euros(50)}}), Status::PickedUp);
    EXPECT_THAT(ledger(order), ElementsAre("cash 2000"));
    EXPECT_EQ(receipt(order).payments.at(0).given, euros(50));
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Collecting, books_several_means_on_one_receipt)
{
    auto const order = ready(4);
    EXPECT_EQ(hand_over(order,
                  {{.means = Means::Card, .amount = euros(5)}, {.means = Means::Voucher, .amount = euros(25)},
                      {.means = Means::Cash, .given = euros(20)}}),
        Status::PickedUp);
    EXPECT_THAT(ledger(order), ElementsAre("card 500", "voucher 2500", "cash 1000"));
    EXPECT_EQ(receipt(order).payments.size(), 3U);
    EXPECT_EQ(shop.number("SELECT COUNT(*) FROM receipts"), 1);
    EXPECT_EQ(payment_status(order), "paid");
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Collecting, changes_nothing_when_the_amounts_are_not_what_is_due)
{
    auto const order = ready(2);
    expect_refused(order, {}, Refusal::AmountWrong);
    expect_refused(order, {{.means = Means::Cash, .given = Money::cents(1'999)}}, Refusal::AmountWrong);
    expect_refused(order,
        {{.means = Means::Cash, .amount = euros(10)}, {.means = Means::Card, .amount = euros(9)}},
        Refusal::AmountWrong);
}

TEST_P(Collecting, takes_vouchers_up_to_25_euros_of_a_customer_and_a_day)
{
    auto const first = ready(2, "camille@exemple.fr"), second = ready(1, "camille@exemple.fr");
    expect_refused(ready(3), {{.means = Means::Voucher}}, Refusal::VoucherLimit);
    EXPECT_EQ(hand_over(first, {{.means = Means::Voucher}}), Status::PickedUp);
    expect_refused(second, {{.means = Means::Voucher}}, Refusal::VoucherLimit);
    expect_refused(second, {{.means = Means::Voucher, .amount = Money::cents(501)}, {.means = Means::Card}},
        Refusal::VoucherLimit);
    EXPECT_EQ(hand_over(ready(1), {{.means = Means::Voucher}}), Status::PickedUp)
        << "another customer's day is another";
    EXPECT_EQ(hand_over(second, {{.means = Means::Voucher, .amount = euros(5)}, {.means = Means::Card}}),
        Status::PickedUp);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Collecting, begins_the_day_of_vouchers_at_five_in_the_morning)
{
    auto const evening = ready(2, "camille@exemple.fr"), night = ready(1, "camille@exemple.fr"),
               morning = ready(2, "camille@exemple.fr");
    constexpr auto eleven = Instant::ms(1'795'514'400'000);
    auto const at = [&](OrderId order, Instant when) {
        auto request = shop.request(order, Action::HandOver, Actor::Pizzaiolo);
        request.collected = payment::Tender{{{.means = Means::Voucher}}};
        request.at = when;
        return advance_order(database(), request);
    };
    EXPECT_EQ(at(evening, eleven + 12h), Status::PickedUp);
    EXPECT_EQ(at(night, eleven + 17h + 59min).error(), Refusal::VoucherLimit);
    EXPECT_EQ(at(morning, eleven + 18h), Status::PickedUp);
}

TEST_P(Collecting, takes_no_vouchers_for_alcohol)
{
    shop.sql("UPDATE products SET vat_class = 'alcohol' WHERE slug = 'calzone'");
    auto const order = ready(2);
    shop.sql(fmt::format("UPDATE orders_has_products SET product_id = {} WHERE order_id = {}",
        Shop::calzone.value(), order.value()));
    expect_refused(order, {{.means = Means::Voucher, .amount = Money::cents(1)}, {.means = Means::Cash}},
        Refusal::VoucherForAlcohol);
    EXPECT_EQ(hand_over(order, {{.means = Means::Cash}}), Status::PickedUp);
}

TEST_P(Collecting, counts_vouchers_of_one_customer_one_order_after_the_other)
{
    auto const one = ready(2, "camille@exemple.fr"), two = ready(2, "camille@exemple.fr");
    auto const answers = test::at_once(
        2, [&](std::size_t which) { return hand_over(which == 0 ? one : two, {{.means = Means::Voucher}}); });
    auto const taken = std::count_if(
        answers.begin(), answers.end(), [](auto const& answer) { return answer.has_value(); });
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(shop.number("SELECT SUM(amount) FROM payments"), 2'000);
}

} // namespace
} // namespace ocp::order
