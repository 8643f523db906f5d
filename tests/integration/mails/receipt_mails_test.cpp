#include "ocpizza/mails/write_letter.h"
#include "order/business/advance_order.h"
#include "order/business/refund_by_hand.h"
#include "order/business/tell_of_receipt.h"
#include "platform/secrets/secrets.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp::mails {
namespace {

using order::Action;
using order::Actor;
using order::Status;
using test::Shop;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The receipts that customers get by mail.
struct ReceiptMails : test::OnBothEngines {
    Shop shop{database()};
    html::Templates templates;
    secrets::SystemRandom random;
    account::SignInTools sign_in{database(), random, "", {}, "", true};

    std::vector<std::string> kinds() { return shop.words("SELECT kind FROM mails ORDER BY id"); }
    OrderId pay_online()
    {
        auto const id = shop.order_at(Status::AwaitingPayment);
        shop.sql(
            fmt::format("DELETE FROM mails; UPDATE orders SET payment_status = 'authorising' WHERE id = {};",
                id.value()));
        auto const total
            = Money::cents(shop.number(fmt::format("SELECT total FROM orders WHERE id = {}", id.value())));
        auto const paid = order::advance_order(database(),
            {.order = id,
                .shop = Shop::here,
                .action = Action::Pay,
                .actor = Actor::Bank,
                .by = std::nullopt,
                .at = shop.clock.now(),
                .banked = payment::Entry{.means = payment::Means::Online,
                    .amount = total,
                    .provider_session = "cs_1",
                    .provider_intent = "pi_1"}});
        EXPECT_TRUE(paid);
        return id;
    }
    /// The letter of such a mail about that order; nothing when there is none to write.
    std::optional<mail::Letter> letter(std::string kind, OrderId about, Language language = Language::French)
    {
        mail::Mail const mail{
            1, std::move(kind), std::nullopt, "", language, about, 1, shop.clock.now(), shop.clock.now()};
        return write_letter(
            {shop.desk, sign_in, templates, "https://ocpizza.example"}, mail, shop.clock.now());
    }
};
OCP_ON_BOTH_ENGINES(ReceiptMails);

TEST_P(ReceiptMails, come_when_an_order_is_paid_online_whatever_one_chose)
{
    shop.sql("UPDATE users SET mail_steps = ''");
    auto const id = pay_online();
    EXPECT_THAT(kinds(), Contains("order.receipt.1"));
    auto const told = letter("order.receipt.1", id);
    ASSERT_TRUE(told);
    EXPECT_THAT(told->subject, HasSubstr("R000001"));
    for (auto const& body : {told->text, told->html})
        EXPECT_THAT(body,
            AllOf(HasSubstr("Margherita"), HasSubstr("10\u00a0%"), HasSubstr("En ligne"),
                HasSubstr("/recus/1"), HasSubstr("https://ocpizza.example/suivi/")));
    EXPECT_THAT(letter("order.receipt.1", id, Language::English)->text, HasSubstr("VAT"));
}

TEST_P(ReceiptMails, come_when_money_was_given_back_with_the_reason_in_one_line)
{
    auto const id = shop.order_at(Status::PickedUp);
    shop.sql("DELETE FROM mails");
    ASSERT_TRUE(order::refund_by_hand(database(),
        {Shop::here, id, Money::cents(300), "Froide\x1b[2J <script>", "1-0", Shop::lola, shop.clock.now()}));
    ASSERT_THAT(kinds(), ElementsAre("order.receipt.2"));
    auto const told = letter("order.receipt.2", id).value();
    EXPECT_THAT(told.text, AllOf(HasSubstr("Remboursement"), HasSubstr("3,00"), Not(HasSubstr("\x1b"))));
    EXPECT_THAT(told.html, AllOf(HasSubstr("&lt;script&gt;"), Not(HasSubstr("<script>"))));
}

TEST_P(ReceiptMails, are_none_of_their_own_on_reception_where_the_other_mail_links_it)
{
    auto const id = shop.order_at(Status::PickedUp);
    EXPECT_THAT(kinds(), Not(Contains(testing::StartsWith("order.receipt"))));
    auto const told = letter("order.picked_up", id).value();
    EXPECT_THAT(told.text, HasSubstr("/recus/1"));
    EXPECT_THAT(told.html, HasSubstr("/recus/1"));
}

TEST_P(ReceiptMails, tell_of_no_receipt_of_another_order)
{
    shop.order_at(Status::PickedUp);
    auto const other = shop.an_order();
    EXPECT_FALSE(letter("order.receipt.1", other));
    EXPECT_FALSE(letter("order.receipt.99", other));
}

TEST(KindOfAMail, names_its_receipt)
{
    EXPECT_EQ(order::receipt_in_kind("order.receipt.17"), 17);
    EXPECT_FALSE(order::receipt_in_kind("order.receipt."));
    EXPECT_FALSE(order::receipt_in_kind("order.receipt.17x"));
    EXPECT_FALSE(order::receipt_in_kind("order.placed"));
}

} // namespace
} // namespace ocp::mails
