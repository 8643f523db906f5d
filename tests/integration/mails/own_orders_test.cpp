#include "pizzeria/business/legal_facts.h"
#include "supervision/business/read_supervision.h"
#include "tests/integration/mails/own_pages.h"
#include "tests/integration/site/more_to_choose.h"
#include "tests/support/seller.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::alert_of;
using test::Shop;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// What people do with the orders they have had.
struct OwnOrders : test::OwnPages {
    void name_seller()
    {
        pizzeria::say_legal_facts(site.shop().database, test::a_seller(), site.shop().clock.now());
    }
    /// What the person's cart holds.
    std::vector<std::string> carted()
    {
        return site.shop().words(fmt::format(
            "SELECT l.product_id || ' ' || l.size || ' ' || l.quantity || ' ' || l.configuration FROM "
            "cart_lines l JOIN carts c ON c.id = l.cart_id WHERE c.user_id = {} ORDER BY l.id",
            person.value()));
    }
    /// A Provence without olives and a lemonade, as a deal: put into the cart.
    void choose_deal()
    {
        test::sell_more(site);
        own.post("/pizzerias/part-dieu/panier",
            {{"product", "5"}, {"1-item", "3:M"}, {"1-in-3", "without"}, {"2-item", "4:unit"}});
        own.get("/panier");
    }
};
OCP_ON_BOTH_ENGINES(OwnOrders);

TEST_P(OwnOrders, print_no_invoice_while_the_seller_is_not_wholly_named)
{
    auto const path = fmt::format("/mes-commandes/{}/facture", picked_up().value());
    name_seller();
    site.shop().sql("DELETE FROM legal_facts WHERE name = 'vat_number'");
    auto const none = own.get(path);
    EXPECT_EQ(none.status, 409U);
    EXPECT_THAT(none.body, HasSubstr("L’équipe technique le voit"));
    EXPECT_THAT(none.body, Not(HasSubstr("10,00")));
    auto const seen = [this] {
        auto& shop = site.shop();
        return shop.database.read(
            [&](db::Reader const& reader) { return supervision::concerns_now(reader, shop.clock.now()); });
    };
    auto const is_about_seller
        = testing::Field(&supervision::Concern::matter, supervision::Matter::SellerUnknown);
    EXPECT_THAT(seen(), testing::Contains(is_about_seller));
    name_seller();
    EXPECT_EQ(own.get(path).status, 200U);
    EXPECT_THAT(seen(), Not(testing::Contains(is_about_seller)));
}

TEST_P(OwnOrders, print_an_invoice_of_what_was_handed_over_and_paid)
{
    name_seller();
    auto const running = placed();
    EXPECT_EQ(own.get(fmt::format("/mes-commandes/{}/facture", running.value())).status, 404U);
    auto const id = picked_up();
    auto const path = fmt::format("/mes-commandes/{}/facture", id.value());
    auto const invoice = own.get(path);
    EXPECT_EQ(invoice.status, 200U);
    for (auto const* const said : {"OC Pizza SAS", "capital de 50 000", "RCS Lyon 900 000 001",
             "FR00 900000001", "OC Pizza Part-Dieu", "27 rue de la Villette", "Margherita", "20,00\u00a0€",
             "10\u00a0%", "18,18\u00a0€", "1,82\u00a0€", "Réglée le"})
        EXPECT_THAT(invoice.body, HasSubstr(said));
    EXPECT_THAT(own.get("/mes-commandes").body, HasSubstr(path));
    auto const number
        = site.shop().number(fmt::format("SELECT sequence FROM receipts WHERE order_id = {}", id.value()));
    EXPECT_THAT(invoice.body, HasSubstr(fmt::format("PDI-R{:06}, commande PDI-", number)));
    EXPECT_THAT(invoice.body, HasSubstr("Espèces"));
    site.shop().sql(
        fmt::format("UPDATE orders_has_products SET name = 'Autre' WHERE order_id = {}", id.value()));
    EXPECT_THAT(own.get(path).body, AllOf(HasSubstr("Margherita"), Not(HasSubstr("Autre"))))
        << "what was booked stays as it was";
    auto other = site.signed_in(site.person("Alice"));
    auto manager = site.signed_in(site.here.manager);
    EXPECT_EQ(other.get(path).status, 404U);
    EXPECT_EQ(manager.get(path).status, 404U);
}

TEST_P(OwnOrders, fill_the_cart_with_the_last_order_once_more)
{
    auto const id = placed(3);
    auto const path = fmt::format("/mes-commandes/{}/encore", id.value());
    EXPECT_THAT(own.get("/").body, HasSubstr(path)) << "offered on the front page";
    EXPECT_EQ(own.post(path).header("location"), "/panier?encore=1");
    EXPECT_THAT(own.get("/panier?encore=1").body, HasSubstr("de nouveau dans le panier"));
    EXPECT_THAT(carted(), ElementsAre("1 M 3 {}"));
    auto other = site.signed_in(site.person("Alice"));
    EXPECT_EQ(other.post(path).status, 404U);
    EXPECT_THAT(site.browser().get("/").body, Not(HasSubstr("/encore")));
}

TEST_P(OwnOrders, have_a_deal_once_more_as_the_deal_it_was)
{
    choose_deal();
    auto const chosen = carted();
    ASSERT_THAT(chosen, ElementsAre(StartsWith("5 unit 1 {")));
    auto const id = buy(own);
    ASSERT_THAT(carted(), IsEmpty());
    EXPECT_EQ(
        own.post(fmt::format("/mes-commandes/{}/encore", id.value())).header("location"), "/panier?encore=1");
    EXPECT_EQ(carted(), chosen);
    EXPECT_THAT(own.get("/panier").body, HasSubstr("13,50\u00a0€")) << "at the price of the deal";
}

TEST_P(OwnOrders, say_what_was_chosen_and_what_a_code_took_off_to_the_cent)
{
    name_seller();
    choose_deal();
    own.post("/pizzerias/part-dieu/panier", {{"item", "3:M"}});
    own.post("/panier/code", {{"code", "DIX"}});
    auto const id = buy(own);
    auto const mails = arrived();
    ASSERT_THAT(mails, SizeIs(1));
    for (auto const* const said : {"Provence 31 cm\u00a0: 10,85\u00a0€", "sans olives", "Midi", "Code promo",
             "−1,20\u00a0€", "24,30\u00a0€"})
        EXPECT_THAT(mails[0].words(), HasSubstr(said));
    for (auto const action : {Action::Accept, Action::Finish, Action::HandOver})
        ASSERT_TRUE(site.shop().step(id, action, Actor::Pizzaiolo));
    auto const invoice = own.get(fmt::format("/mes-commandes/{}/facture", id.value())).body;
    // 1,20 € less on 10,85 €, 2,65 € and 12,00 €: 0,51 €, 0,13 € and 0,56 € of it.
    for (auto const* const said : {"sans olives", "Midi", "<td>5,5\u00a0%</td><td>−0,13\u00a0€</td>",
             "<td>10\u00a0%</td><td>−1,07\u00a0€</td>",
             "<td>2,39\u00a0€</td><td>0,13\u00a0€</td><td>2,52\u00a0€</td>",
             "<td>19,80\u00a0€</td><td>1,98\u00a0€</td><td>21,78\u00a0€</td>", "<td>24,30\u00a0€</td>"})
        EXPECT_THAT(invoice, HasSubstr(said));
    auto const order = nlohmann::json::parse(own.get("/mon-compte/donnees/export").body)["orders"][0];
    EXPECT_EQ(order["discount_cents"], 120);
    EXPECT_EQ(order["lines"][0]["changes"], "sans olives");
    EXPECT_EQ(order["lines"][0]["deal"], "Midi");
}

TEST_P(OwnOrders, tell_what_of_an_order_can_no_longer_be_had)
{
    auto const id = placed(3);
    auto const path = fmt::format("/mes-commandes/{}/encore", id.value());
    auto& shop = site.shop();
    shop.count(Shop::dough, shop.held(Shop::dough) + Shop::dough_of_one * 2);
    auto const answer = own.post(path);
    EXPECT_EQ(answer.header("location"), "/panier?encore=1&manque=1");
    EXPECT_THAT(alert_of(own.follow(answer).body), HasSubstr("Margherita"));
    EXPECT_EQ(
        shop.number(fmt::format("SELECT l.quantity FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE "
                                "c.user_id = {}",
            person.value())),
        2)
        << "as many as can be made";
    shop.count(Shop::dough, Quantity::units(100'000));
}

} // namespace
} // namespace ocp
