#include "order/business/refund_by_hand.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Status;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Receipts and the till, as people meet them over HTTP.
struct TillPages : test::OnBothSites {
    std::int64_t receipt_of(OrderId order)
    {
        return site.shop().number(
            fmt::format("SELECT MAX(sequence) FROM receipts WHERE order_id = {}", order.value()));
    }
    std::string number_of(OrderId order)
    {
        return site.shop().words(
            fmt::format("SELECT order_number FROM orders WHERE id = {}", order.value()))[0];
    }
    std::string link_of(OrderId order)
    {
        return "/suivi/" + order::tracking_token(site.shop().desk.tracking_key, number_of(order));
    }
    std::int64_t copies() { return site.shop().number("SELECT COUNT(*) FROM receipt_copies"); }
    static std::string money_page(OrderId order)
    {
        return fmt::format("/caisse/part-dieu/commandes/{}", order.value());
    }
    std::vector<std::string> ledger(OrderId order)
    {
        return site.shop().words(fmt::format(
            "SELECT kind || ' ' || amount FROM payments WHERE order_id = {} ORDER BY id", order.value()));
    }
    /// An order paid online and cancelled, whose refund the customer's bank sent back.
    OrderId with_a_refund_that_came_back()
    {
        auto& shop = site.shop();
        auto const order = shop.order_at(Status::AwaitingPayment, pizzeria::Mode::Pickup);
        auto const where = fmt::format(" WHERE id = {};", order.value());
        shop.sql("UPDATE orders SET pay_on = 'online', payment_status = 'authorising'" + where);
        auto pay = shop.request(order, order::Action::Pay, order::Actor::Bank);
        pay.by = std::nullopt;
        pay.banked = payment::Entry{.means = payment::Means::Online,
            .amount = Money::cents(shop.number("SELECT total FROM orders" + where)),
            .provider_session = fmt::format("cs_{}", order.value()),
            .provider_intent = fmt::format("pi_{}", order.value())};
        EXPECT_TRUE(order::advance_order(shop.database, pay));
        EXPECT_TRUE(shop.step(order, order::Action::Cancel, order::Actor::Customer));
        say_of_refund(order, "failed");
        return order;
    }
    void say_of_refund(OrderId order, std::string_view state)
    {
        site.shop().sql(
            fmt::format("UPDATE refunds SET state = '{}' WHERE order_id = {}", state, order.value()));
    }
    std::string cash_form(OrderId order)
    {
        return fmt::format("{}/remboursements/{}/especes", money_page(order),
            site.shop().number(
                fmt::format("SELECT MAX(id) FROM refunds WHERE order_id = {}", order.value())));
    }
    OrderId const paid = site.shop().order_at(Status::PickedUp);
    std::string const receipt = fmt::format("/caisse/part-dieu/recus/{}", receipt_of(paid));
    std::string const own_receipt = fmt::format("{}/recus/{}", link_of(paid), receipt_of(paid));
};
OCP_ON_BOTH_ENGINES(TillPages);

TEST_P(TillPages, show_a_receipt_to_who_has_the_orders_link)
{
    auto visitor = site.browser();
    EXPECT_THAT(visitor.get(link_of(paid)).body, HasSubstr(fmt::format("href=\"{}\"", own_receipt)));
    auto const page = visitor.get(own_receipt);
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body,
        AllOf(HasSubstr("OC Pizza Part-Dieu"), HasSubstr(fmt::format("-R{:06}", receipt_of(paid))),
            HasSubstr("Margherita"), HasSubstr("Espèces"), HasSubstr("noindex")));
    EXPECT_THAT(
        visitor.send("GET", own_receipt, "Accept-Language: en\r\n").body, HasSubstr("<html lang=\"en\""));
}

TEST_P(TillPages, show_no_receipt_behind_the_link_of_another_order)
{
    auto visitor = site.browser();
    auto const other = site.shop().order_at(Status::PickedUp);
    EXPECT_EQ(visitor.get(fmt::format("{}/recus/{}", link_of(other), receipt_of(paid))).status, 404U);
    EXPECT_EQ(
        visitor.post(fmt::format("{}/recus/{}/duplicata", link_of(other), receipt_of(paid))).status, 404U);
    for (auto const* const number : {"0", "-1", "999999", "x", "99999999999999999999", "1%27"})
        EXPECT_EQ(visitor.get(fmt::format("{}/recus/{}", link_of(paid), number)).status, 404U) << number;
}

TEST_P(TillPages, count_a_sheet_and_not_a_look)
{
    auto visitor = site.browser();
    auto const before = copies();
    EXPECT_THAT(visitor.get(own_receipt).body, Not(HasSubstr("Duplicata")));
    EXPECT_EQ(copies(), before);
    auto const given = visitor.post(own_receipt + "/duplicata");
    EXPECT_EQ(given.status, 303U);
    EXPECT_EQ(copies(), before + 1);
    EXPECT_THAT(visitor.follow(given).body, HasSubstr("Duplicata 1"));
    EXPECT_THAT(visitor.get(own_receipt + "?duplicata=2").body, Not(HasSubstr("Duplicata")))
        << "nobody makes a copy that is not counted";

    auto pizzaiolo = site.signed_in(site.here.pizzaiolo);
    EXPECT_THAT(pizzaiolo.follow(pizzaiolo.post(receipt + "/duplicata")).body, HasSubstr("Duplicata 2"));
    EXPECT_EQ(site.shop().number("SELECT COUNT(*) FROM receipt_copies WHERE user_id IS NOT NULL"), 1);
}

TEST_P(TillPages, are_for_the_managers_of_the_shop_alone)
{
    for (auto const person : {site.here.pizzaiolo, site.here.driver, site.elsewhere.manager, site.customer}) {
        auto browser = site.signed_in(person);
        EXPECT_EQ(browser.get("/caisse/part-dieu").status, 404U);
        EXPECT_EQ(browser.get(money_page(paid)).status, 404U);
        EXPECT_EQ(browser
                      .post(money_page(paid) + "/remboursement",
                          {{"amount", "1"}, {"reason", "pour moi"}, {"key", "1-0"}})
                      .status,
            404U);
        EXPECT_THAT(browser.get("/equipe").body, Not(HasSubstr("href=\"/caisse/part-dieu\"")));
    }
    EXPECT_EQ(ledger(paid).size(), 1U);
    auto foreign = site.signed_in(site.elsewhere.manager);
    EXPECT_EQ(foreign.get(receipt).status, 404U);
    EXPECT_EQ(foreign.get(fmt::format("/caisse/bellecour/commandes/{}", paid.value())).status, 404U);
    EXPECT_EQ(foreign.get(fmt::format("/caisse/bellecour/recus/{}", receipt_of(paid))).status, 404U);
    for (auto const person : {site.here.manager, site.administrator}) {
        auto browser = site.signed_in(person);
        EXPECT_THAT(browser.get("/equipe").body, HasSubstr("href=\"/caisse/part-dieu\""));
        EXPECT_EQ(browser.get("/caisse/part-dieu").status, 200U);
    }
}

TEST_P(TillPages, give_back_what_a_manager_typed)
{
    auto manager = site.signed_in(site.here.manager);
    auto const page = manager.get(money_page(paid)).body;
    test::Form form{{"amount", "2,50"}, {"reason", "Pizza <b>froide</b>\r\nBcc: x"},
        {"key", test::value_of(page, "key")}};
    auto const done = manager.post(money_page(paid) + "/remboursement", form);
    EXPECT_EQ(done.status, 303U);
    EXPECT_THAT(ledger(paid), testing::ElementsAre("cash 1000", "cash -250"));
    EXPECT_THAT(manager.follow(done).body,
        AllOf(HasSubstr("Le remboursement est enregistré."), HasSubstr("&lt;b&gt;froide"),
            Not(HasSubstr("<b>froide"))));
    EXPECT_EQ(manager.post(money_page(paid) + "/remboursement", form).status, 303U) << "a second click";
    EXPECT_EQ(ledger(paid).size(), 2U);
    EXPECT_THAT(manager.get("/caisse/part-dieu").body, HasSubstr("−2,50"));
}

TEST_P(TillPages, say_why_nothing_was_given_back_and_keep_what_was_typed)
{
    auto manager = site.signed_in(site.here.manager);
    auto const key = test::value_of(manager.get(money_page(paid)).body, "key");
    for (auto const* const amount : {"", "0", "-1", "10,01", "1e3", "999999999999", "1,234"}) {
        auto const answer = manager.post(money_page(paid) + "/remboursement",
            {{"amount", amount}, {"reason", "Pizza froide"}, {"key", key}});
        EXPECT_EQ(answer.status, 422U) << amount;
        EXPECT_THAT(answer.body, AllOf(HasSubstr("Indiquez un montant"), HasSubstr("Pizza froide")))
            << amount;
    }
    EXPECT_EQ(
        manager.post(money_page(paid) + "/remboursement", {{"amount", "1"}, {"reason", " "}, {"key", key}})
            .status,
        422U);
    EXPECT_EQ(ledger(paid).size(), 1U);
}

TEST_P(TillPages, know_no_other_days_than_days)
{
    auto manager = site.signed_in(site.here.manager);
    EXPECT_THAT(manager.get("/caisse/part-dieu?jour=2026-11-24").body, HasSubstr("mardi 24 novembre 2026"));
    for (auto const* const day : {"2026-02-30", "", "hier", "2026-11-24%27", "99999-01-01"})
        EXPECT_EQ(manager.get(std::string{"/caisse/part-dieu?jour="} + day).status, 404U) << day;
}

TEST_P(TillPages, book_the_cash_that_was_given_for_a_refund_that_came_back)
{
    auto const order = with_a_refund_that_came_back();
    auto manager = site.signed_in(site.here.manager);
    auto const in_the_list = fmt::format("\">{}</a> <span>Commande annulée", number_of(order));
    EXPECT_THAT(manager.get("/caisse/part-dieu").body, HasSubstr(in_the_list));
    auto const page = manager.get(money_page(order)).body;
    EXPECT_THAT(page,
        AllOf(HasSubstr("échoué\u00a0: à rendre autrement"), HasSubstr(cash_form(order)),
            HasSubstr("Rendu en espèces")));
    test::Form const form{
        {"amount", "10,00"}, {"reason", "Carte <i>perdue</i>"}, {"key", test::value_of(page, "key")}};
    auto const done = manager.post(cash_form(order), form);
    EXPECT_EQ(done.status, 303U);
    EXPECT_THAT(ledger(order), testing::ElementsAre("online 1000", "cash -1000"));
    EXPECT_THAT(manager.follow(done).body,
        AllOf(HasSubstr("Les espèces rendues sont enregistrées."), HasSubstr("échoué, rendu autrement"),
            HasSubstr("a rendu en espèces"), HasSubstr("&lt;i&gt;perdue"), Not(HasSubstr(cash_form(order)))));
    EXPECT_EQ(manager.post(cash_form(order), form).status, 303U) << "a second click";
    EXPECT_EQ(ledger(order).size(), 2U);
    EXPECT_THAT(manager.get("/caisse/part-dieu").body, Not(HasSubstr(in_the_list)));
}

TEST_P(TillPages, say_why_no_cash_was_booked_and_keep_what_was_typed)
{
    auto const order = with_a_refund_that_came_back();
    auto manager = site.signed_in(site.here.manager);
    auto const key = test::value_of(manager.get(money_page(order)).body, "key");
    for (auto const* const amount : {"", "0", "-1", "10,01", "1e3"}) {
        auto const answer
            = manager.post(cash_form(order), {{"amount", amount}, {"reason", "Carte perdue"}, {"key", key}});
        EXPECT_EQ(answer.status, 422U) << amount;
        EXPECT_THAT(answer.body, AllOf(HasSubstr("Indiquez un montant"), HasSubstr("Carte perdue")))
            << amount;
    }
    EXPECT_EQ(manager.post(cash_form(order), {{"amount", "1"}, {"reason", " "}, {"key", key}}).status, 422U);
    EXPECT_EQ(manager
                  .post(money_page(order) + "/remboursements/999999/especes",
                      {{"amount", "1"}, {"reason", "x"}, {"key", key}})
                  .status,
        404U);
    EXPECT_EQ(ledger(order).size(), 1U);
}

TEST_P(TillPages, let_nobody_else_book_cash_that_was_given)
{
    auto const order = with_a_refund_that_came_back();
    test::Form const form{{"amount", "1"}, {"reason", "pour moi"}, {"key", "1-1"}};
    for (auto const person : {site.here.pizzaiolo, site.here.driver, site.elsewhere.manager, site.customer}) {
        auto browser = site.signed_in(person);
        EXPECT_EQ(browser.post(cash_form(order), form).status, 404U);
    }
    auto foreign = site.signed_in(site.elsewhere.manager);
    auto in_their_till = cash_form(order);
    in_their_till.replace(in_their_till.find("part-dieu"), 9, "bellecour");
    EXPECT_EQ(foreign.post(in_their_till, form).status, 404U);
    EXPECT_EQ(ledger(order).size(), 1U);
}

/// What the customer reads of one order after the other, since a page is kept for a while.
TEST_P(TillPages, tell_the_customer_how_far_their_money_has_come)
{
    auto visitor = site.browser();
    auto const page_when = [&](std::string_view state) {
        auto const order = with_a_refund_that_came_back();
        say_of_refund(order, state);
        return visitor.get(link_of(order)).body;
    };
    for (auto const* const state : {"asked", "sent"})
        EXPECT_THAT(page_when(state),
            AllOf(HasSubstr("Votre remboursement est en route."), HasSubstr("en cours"),
                Not(HasSubstr("Vous êtes remboursé"))))
            << state;
    EXPECT_THAT(page_when("done"),
        AllOf(HasSubstr("Vous êtes remboursé."), HasSubstr("sur votre carte, sous 5 à 10 jours")));
    EXPECT_THAT(page_when("failed"),
        AllOf(HasSubstr("la pizzeria vous le rendra autrement"), HasSubstr("appelez la pizzeria"),
            Not(HasSubstr("Vous êtes remboursé")), Not(HasSubstr("sur votre carte"))));

    auto const order = with_a_refund_that_came_back();
    auto manager = site.signed_in(site.here.manager);
    auto const key = test::value_of(manager.get(money_page(order)).body, "key");
    EXPECT_EQ(
        manager.post(cash_form(order), {{"amount", "10"}, {"reason", "Carte perdue"}, {"key", key}}).status,
        303U);
    EXPECT_THAT(visitor.get(link_of(order)).body,
        AllOf(HasSubstr("Vous êtes remboursé."), HasSubstr("rendu en espèces"),
            Not(HasSubstr("sur votre carte"))));
}

TEST_P(TillPages, give_up_what_a_failed_delivery_owes_once)
{
    auto manager = site.signed_in(site.here.manager);
    auto const due = site.shop().order_at(Status::NotDelivered);
    EXPECT_THAT(manager.get("/caisse/part-dieu").body, HasSubstr(money_page(due)));
    EXPECT_EQ(manager.post(money_page(due) + "/abandon", {{"reason", ""}}).status, 422U);
    auto const done = manager.post(money_page(due) + "/abandon", {{"reason", "Client introuvable"}});
    EXPECT_EQ(done.status, 303U);
    EXPECT_THAT(manager.follow(done).body, HasSubstr("Client introuvable"));
    EXPECT_THAT(manager.get("/caisse/part-dieu").body, Not(HasSubstr(money_page(due))));
    EXPECT_NE(manager.post(money_page(due) + "/abandon", {{"reason", "encore"}}).status, 303U);
}

} // namespace
} // namespace ocp
