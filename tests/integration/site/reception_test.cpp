#include "base/refusal_text.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Status;
using pizzeria::Mode;
using test::alert_of;
using test::Browser;
using test::Form;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

/// What the forms of the counter and of the driver say was handed over.
struct Reception : test::OnBothSites {
    Browser pizzaiolo = site.signed_in(site.here.pizzaiolo), driver = site.signed_in(site.here.driver);

    /// 10 €, at the counter.
    OrderId at_the_counter() { return site.shop().order_at(Status::Ready, Mode::Pickup); }
    /// 12,50 €, on the road.
    OrderId at_the_door() { return site.shop().order_at(Status::InDelivery, Mode::Delivery); }

    static std::string hand_over(OrderId order)
    {
        return fmt::format("/cuisine/part-dieu/commandes/{}/retrait", order.value());
    }
    static std::string deliver(OrderId order)
    {
        return fmt::format("/livraisons/part-dieu/commandes/{}/livraison", order.value());
    }
    static std::string fail(OrderId order)
    {
        return fmt::format("/livraisons/part-dieu/commandes/{}/echec", order.value());
    }
    std::vector<std::string> ledger(OrderId order)
    {
        return site.shop().words(
            fmt::format("SELECT kind || ' ' || amount FROM payments WHERE order_id = {} ORDER BY sequence",
                order.value()));
    }
    static std::string refused(Refusal refusal) { return test::french(sentence_of(refusal)); }
};
OCP_ON_BOTH_ENGINES(Reception);

TEST_P(Reception, takes_several_means_as_people_type_amounts)
{
    auto const order = at_the_door();
    auto const answer = driver.post(
        deliver(order), {{"cash", "2,5"}, {"card", " 1.50 € "}, {"voucher", "8,50"}, {"given", "8"}});
    EXPECT_EQ(answer.status, 303U);
    EXPECT_THAT(driver.follow(answer).body, HasSubstr("Rendre 5,50\u00a0€ sur la commande "));
    EXPECT_THAT(ledger(order), ElementsAre("cash 250", "card 150", "voucher 850"));
}

TEST_P(Reception, takes_cash_of_which_only_what_was_given_is_known)
{
    auto const order = at_the_counter();
    auto const answer
        = pizzaiolo.post(hand_over(order), {{"cash", ""}, {"card", ""}, {"voucher", "0"}, {"given", "20"}});
    EXPECT_THAT(pizzaiolo.follow(answer).body, HasSubstr("Rendre 10,00\u00a0€ sur la commande "));
    EXPECT_THAT(ledger(order), ElementsAre("cash 1000"));
    auto const other = at_the_counter();
    EXPECT_THAT(pizzaiolo.follow(pizzaiolo.post(hand_over(other), {{"means", "cash"}, {"given", "10"}})).body,
        Not(HasSubstr("Rendre ")));
    EXPECT_THAT(ledger(other), ElementsAre("cash 1000"));
}

TEST_P(Reception, says_again_what_change_to_give_when_the_first_answer_was_lost)
{
    auto const order = at_the_door();
    (void)driver.post(deliver(order), {{"means", "cash"}, {"given", "20"}});
    auto const again = driver.follow(driver.post(deliver(order), {{"means", "cash"}, {"given", "20"}})).body;
    EXPECT_THAT(again, HasSubstr("Rendre 7,50\u00a0€ sur la commande "));
    EXPECT_THAT(again, Not(HasSubstr("avant vous")));
    EXPECT_THAT(ledger(order), ElementsAre("cash 1250"));
}

TEST_P(Reception, says_of_change_only_what_a_receipt_of_the_shop_says)
{
    auto const order = at_the_counter();
    auto const page = fmt::format("/cuisine/part-dieu?commande={}&monnaie=999", order.value());
    EXPECT_THAT(pizzaiolo.get(page).body, Not(HasSubstr("Rendre ")));
    (void)pizzaiolo.post(hand_over(order), {{"means", "cash"}, {"given", "20"}});
    EXPECT_THAT(pizzaiolo.get(page).body, HasSubstr("Rendre 10,00\u00a0€"));
    auto elsewhere = site.signed_in(site.elsewhere.pizzaiolo);
    EXPECT_THAT(elsewhere.get(fmt::format("/cuisine/bellecour?commande={}&monnaie=1", order.value())).body,
        Not(HasSubstr("Rendre ")));
}

TEST_P(Reception, refuses_amounts_that_are_none)
{
    auto const counter = at_the_counter(), door = at_the_door();
    auto const before = site.state();
    for (auto const& form : std::vector<Form>{{{"cash", "-10"}}, {{"cash", "+10"}}, {{"cash", "dix"}},
             {{"cash", "99999999999999999999"}}, {{"cash", "1e1"}}, {{"cash", "10,000"}}, {{"cash", "9,99"}},
             {{"cash", "10"}, {"cash", "10"}}, {{"cash", "5"}, {"cash", "5"}},
             {{"cash", "10"}, {"given", "9,99"}}, {{"given", "9"}}, {{"given", "abc"}}, {{"given", "-20"}},
             {{"given", "20"}, {"given", "20"}}, {{"means", "cash"}, {"means", "card"}},
             {{"means", "cash"}, {"cash", "10"}}, {{"means", "card"}, {"given", "20"}},
             {{"card", "20"}, {"voucher", "-10"}}, {{"means", "cash"}, {"given", "12e3"}},
             {{"card", "12,50"}, {"given", "20"}}}) {
        SCOPED_TRACE(test::encoded(form));
        auto const answer = pizzaiolo.post(hand_over(counter), form);
        EXPECT_EQ(answer.status, 303U);
        EXPECT_THAT(alert_of(pizzaiolo.follow(answer).body), EndsWith(refused(Refusal::AmountWrong)));
        EXPECT_EQ(driver.post(deliver(door), form).status, 303U);
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(Reception, says_why_vouchers_are_refused)
{
    auto const order = at_the_counter();
    site.shop().sql(fmt::format("UPDATE orders SET items_total = 2600, total = 2600 WHERE id = {0};"
                                "UPDATE orders_has_products SET unit_price = 2600 WHERE order_id = {0};",
        order.value()));
    auto const before = site.state();
    EXPECT_EQ(alert_of(pizzaiolo.follow(pizzaiolo.post(hand_over(order), {{"means", "voucher"}})).body)
                  .substr(std::string{"Commande 000\u00a0: "}.size()),
        refused(Refusal::VoucherLimit));
    EXPECT_EQ(site.state(), before);
    site.shop().sql("UPDATE products SET vat_class = 'alcohol'");
    auto const wine
        = alert_of(pizzaiolo.follow(pizzaiolo.post(hand_over(order), {{"means", "voucher"}})).body);
    site.shop().sql("UPDATE products SET vat_class = 'ready_to_eat'");
    EXPECT_THAT(wine, EndsWith(refused(Refusal::VoucherForAlcohol)));
    EXPECT_EQ(site.state(), before);
}

TEST_P(Reception, gives_back_what_was_paid_when_the_fault_is_ours)
{
    for (auto const& [fault, back] : {std::pair{"ours", 1}, std::pair{"theirs", 0}, std::pair{"", 0}}) {
        auto const order = at_the_door();
        site.shop().sql(
            fmt::format("INSERT INTO payments (order_id, kind, amount, provider_intent, at) "
                        "VALUES ({0}, 'online', 1250, 'pi_{0}', 1);"
                        "UPDATE orders SET payment_status = 'paid', pay_on = 'online' WHERE id = {0};",
                order.value()));
        EXPECT_THAT(driver.get("/livraisons/part-dieu").body, HasSubstr("Déjà réglée"));
        EXPECT_EQ(
            driver.post(fail(order), {{"reason", "Souci de notre côté"}, {"fault", fault}}).status, 303U);
        EXPECT_EQ(site.shop().status_of(order), Status::NotDelivered);
        EXPECT_EQ(site.shop().number(
                      fmt::format("SELECT COUNT(*) FROM refunds WHERE order_id = {}", order.value())),
            back);
    }
}

} // namespace
} // namespace ocp
