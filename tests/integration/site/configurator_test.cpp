#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/integration/site/more_to_choose.h"
#include "tests/support/at_once.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::alert_of;
using test::Browser;
using test::checkout_form;
using test::Form;
using test::Shop;
using test::with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr auto add = "/pizzerias/part-dieu/panier";
constexpr auto page = "/pizzerias/part-dieu/produits/margherita";

struct Configurator : test::OnBothSites {
    static constexpr IngredientId olives{3};

    Shop& shop = site.shop();
    Browser buyer = site.browser();

    void SetUp() override { test::sell_more(site); }
    void choose(Form const& form)
    {
        auto const answer = buyer.post(add, form);
        expect_taken(answer);
        buyer.follow(answer);
    }
    static void expect_taken(Browser::Answer const& answer)
    {
        EXPECT_EQ(answer.status, 303U);
        EXPECT_THAT(answer.header("location"), HasSubstr("ajoute=1"));
    }
    /// What the page of an order says; the order is placed with these fields otherwise.
    Browser::Answer order(Browser& who, Form const& changes = {{"mode", "pickup"}})
    {
        return who.post("/commander", with(checkout_form(who), changes));
    }
    std::string placed()
    {
        auto const answer = order(buyer);
        EXPECT_THAT(answer.header("location"), StartsWith("/suivi/"));
        return buyer.follow(answer).body;
    }
    std::vector<std::string> last_lines() const
    {
        return shop.words(
            "SELECT name || ' | ' || quantity || ' × ' || unit_price || ' | ' || needs || ' | ' || changes "
            "|| ' | ' || deal_name FROM orders_has_products "
            "WHERE order_id = (SELECT MAX(id) FROM orders) ORDER BY line");
    }
    std::int64_t last(std::string_view column) const
    {
        return shop.number(
            fmt::format("SELECT {} FROM orders WHERE id = (SELECT MAX(id) FROM orders)", column));
    }
};
OCP_ON_BOTH_ENGINES(Configurator);

TEST_P(Configurator, shows_what_a_choice_costs_contains_and_how_it_looks)
{
    auto const plain = buyer.get(page).body;
    EXPECT_THAT(plain, HasSubstr("Ajouter, 10,00\u00a0€"));
    auto const chosen = buyer.get(std::string{page} + "?size=M&dough=thin&x-3=2&in-2=without").body;
    EXPECT_THAT(chosen, HasSubstr("Ajouter, 12,50\u00a0€"));
    EXPECT_THAT(chosen, HasSubstr("<li>Olives</li>"));
    EXPECT_THAT(chosen, Not(HasSubstr("<li>mozzarella</li>")));
    EXPECT_THAT(chosen, HasSubstr(R"(name="in-2" value="without" checked)"))
        << "what was chosen stays chosen";
    auto const halves = buyer.get(std::string{page} + "?size=M&half=3&h-in-3=light").body;
    EXPECT_THAT(halves, HasSubstr("<h1>½ Margherita, ½ Provence</h1>"));
    EXPECT_THAT(halves, HasSubstr("Ajouter, 12,00\u00a0€")) << "the dearer half";
}

TEST_P(Configurator, orders_what_was_chosen_with_its_price_its_needs_and_its_words)
{
    auto const before = shop.held(olives);
    choose({{"product", "1"}, {"size", "M"}, {"dough", "thin"}, {"in-2", "without"}, {"x-3", "1"}});
    choose({{"product", "1"}, {"size", "M"}, {"half", "3"}, {"h-in-3", "light"}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("pâte fine, sans mozzarella, +\u00a0olives"));
    auto const tracking = placed();
    EXPECT_THAT(tracking, HasSubstr("pâte fine, sans mozzarella, +\u00a0olives"));
    EXPECT_THAT(last_lines(),
        ElementsAre(
            "Margherita | 1 × 1150 | {\"1\":2000000,\"3\":150000} | "
            R"([{"how":"dough","what":"Pâte fine"},{"how":"without","what":"mozzarella"},{"how":"extra","what":"Olives"}] | )",
            "½ Margherita, ½ Provence | 1 × 1200 | {\"1\":2500000,\"2\":602500,\"3\":75000} | "
            R"([{"half":"Provence","how":"light","what":"Olives"}] | )"));
    EXPECT_EQ(shop.held(olives), before + Quantity::ten_thousandths(225'000));
    EXPECT_EQ(last("total"), 2350);
    EXPECT_THAT(shop.faults(), IsEmpty());
    auto cook = site.signed_in(site.here.pizzaiolo);
    auto const board = cook.get("/cuisine/part-dieu").body;
    EXPECT_THAT(board, HasSubstr("SANS mozzarella"));
    EXPECT_THAT(board, HasSubstr("Provence\u00a0: PEU d’olives"));
    auto const sheet
        = cook.get(fmt::format(
                       "/cuisine/part-dieu/fiches/margherita?taille=M&commande={}&ligne=1", last("id")))
              .body;
    EXPECT_THAT(sheet, HasSubstr("SANS sur la"));
    EXPECT_THAT(sheet, HasSubstr("200\u00a0g")) << "grams of the thin dough";
}

TEST_P(Configurator, sells_a_deal_line_by_line_to_the_cent)
{
    choose({{"product", "5"}, {"1-item", "3:M"}, {"1-in-3", "without"}, {"2-item", "4:unit"},
        {"quantity", "2"}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("Provence 31 cm\u00a0: sans olives"));
    placed();
    EXPECT_THAT(last_lines(),
        ElementsAre(R"(Provence | 2 × 1085 | {"1":2500000} | [{"how":"without","what":"Olives"}] | Midi)",
            R"(Limonade | 2 × 265 | {"4":10000} | [] | Midi)"))
        << "11,50 € shared 1000 to 300, and 2,00 € more for the dearer pizza";
    EXPECT_EQ(last("total"), 2 * 1350);
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Configurator, believes_no_price_and_takes_nothing_that_cannot_be_had)
{
    choose({{"product", "1"}, {"size", "M"}, {"price", "1"}, {"unit_price", "-500"}, {"total", "0"}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("10,00\u00a0€"));
    auto const before = site.state();
    for (auto const& form : std::vector<Form>{{{"product", "1"}, {"size", "M"}, {"in-1", "without"}},
             {{"product", "1"}, {"size", "M"}, {"x-3", "-1"}},
             {{"product", "1"}, {"size", "M"}, {"x-3", "1e9"}}, {{"product", "1"}, {"size", "XL"}},
             {{"product", "1"}}, {{"product", "999"}, {"size", "M"}},
             {{"product", "1"}, {"size", "M"}, {"half", "2"}},
             {{"product", "1"}, {"size", "M"}, {"dough", "'; --"}}, {{"product", "5"}, {"size", "unit"}},
             {{"product", "5"}, {"1-item", "4:unit"}, {"2-item", "4:unit"}},
             {{"product", "1"}, {"size", "M"}, {"line", "999999"}}}) {
        auto const answer = buyer.post(add, form);
        EXPECT_EQ(answer.status, 303U);
        EXPECT_THAT(answer.header("location"), Not(HasSubstr("ajoute=1"))) << test::encoded(form);
        EXPECT_EQ(buyer.follow(answer).status, 200U) << test::encoded(form);
        EXPECT_EQ(site.state(), before) << test::encoded(form);
    }
}

TEST_P(Configurator, keeps_the_choice_that_the_stock_does_not_allow_and_says_why)
{
    auto const had = shop.available(olives);
    shop.count(olives, shop.held(olives));
    auto const shown = buyer.get(page).body;
    EXPECT_THAT(shown, HasSubstr(R"(name="x-3" value="1" disabled)"));
    EXPECT_THAT(shown, HasSubstr("épuisé"));
    auto const answer = buyer.post(add, {{"product", "1"}, {"size", "M"}, {"x-3", "2"}});
    auto const again = buyer.follow(answer).body;
    EXPECT_THAT(alert_of(again), HasSubstr(test::french(sentence_of(Refusal::SoldOut))));
    EXPECT_THAT(again, HasSubstr(R"(name="x-3" value="2" checked)"));
    EXPECT_THAT(again, HasSubstr("n’en a plus assez\u00a0: olives"));
    auto const without = buyer.get("/pizzerias/part-dieu/produits/provence?size=M&in-3=without").body;
    EXPECT_THAT(without, HasSubstr("Ajouter, 12,00\u00a0€")) << "without what is gone it can be made";
    shop.count(olives, had);
}

TEST_P(Configurator, changes_a_line_in_its_place)
{
    choose({{"product", "1"}, {"size", "M"}, {"quantity", "1"}});
    auto const line = shop.number("SELECT MAX(id) FROM cart_lines");
    auto const form = buyer.get(fmt::format("{}?line={}", page, line)).body;
    EXPECT_THAT(form, HasSubstr("Enregistrer, 10,00\u00a0€"));
    auto const answer
        = buyer.post(add, {{"product", "1"}, {"size", "M"}, {"x-3", "1"}, {"line", std::to_string(line)}});
    EXPECT_EQ(answer.header("location"), "/panier");
    auto const cart = buyer.follow(answer).body;
    EXPECT_THAT(cart, HasSubstr("+\u00a0olives"));
    EXPECT_THAT(cart, HasSubstr("11,00\u00a0€"));
    auto stranger = site.with_cart(1);
    EXPECT_THAT(stranger.get(fmt::format("{}?line={}", page, line)).body, Not(HasSubstr("Enregistrer")))
        << "somebody else's line";
}

TEST_P(Configurator, a_code_lowers_the_order_once)
{
    choose({{"product", "3"}, {"size", "M"}});
    buyer.post("/panier/code", {{"code", "dix "}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("<dd>−1,20\u00a0€</dd>"));
    buyer.post("/panier/code", {{"code", "VINGT"}});
    auto const cart = buyer.get("/panier").body;
    EXPECT_THAT(cart, HasSubstr("<dd>−2,40\u00a0€</dd>"));
    EXPECT_THAT(cart, Not(HasSubstr("DIX"))) << "one code, not two";
    auto const wrong = buyer.post("/panier/code", {{"code", "NOTHING"}});
    EXPECT_EQ(alert_of(buyer.follow(wrong).body), test::french(sentence_of(Refusal::PromoCodeInvalid)));
    placed();
    EXPECT_EQ(last("total"), 960);
    EXPECT_EQ(last("discount_total"), 240);
    EXPECT_THAT(buyer.get("/panier").body, Not(HasSubstr("VINGT"))) << "it went with the order";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

TEST_P(Configurator, a_code_that_everybody_has_once_is_not_had_twice)
{
    auto again = site.signed_in(site.person("Ana"));
    again.get("/pizzerias/part-dieu");
    again.post(add, {{"item", "3:M"}});
    again.post("/panier/code", {{"code", "CHACUN"}});
    EXPECT_THAT(order(again).header("location"), StartsWith("/suivi/"));
    again.post(add, {{"item", "3:M"}});
    again.post("/panier/code", {{"code", "CHACUN"}});
    auto const used = test::french(sentence_of(Refusal::PromoCodeUsed));
    EXPECT_THAT(again.get("/panier").body, HasSubstr(used)) << "told in the cart, not at the last step";
    order(again);
    EXPECT_EQ(last("discount_total"), 0);
    EXPECT_EQ(shop.number("SELECT uses FROM promo_codes WHERE code = 'CHACUN'"), 1);
}

TEST_P(Configurator, a_code_that_each_client_has_once_tells_a_visitor_nothing_of_an_email)
{
    choose({{"product", "3"}, {"size", "M"}});
    buyer.post("/panier/code", {{"code", "CHACUN"}});
    EXPECT_THAT(
        buyer.get("/panier").body, HasSubstr(test::french(sentence_of(Refusal::PromoCodeForAccounts))));
    placed();
    EXPECT_EQ(last("discount_total"), 0);
}

TEST_P(Configurator, the_last_use_of_a_code_is_had_by_one_of_many_and_comes_back_with_the_order)
{
    static constexpr std::size_t many = 8;
    std::vector<Browser> people;
    std::vector<Form> forms;
    for (std::size_t i = 0; i < many; ++i) {
        auto& who = people.emplace_back(site.with_cart(2));
        who.get("/panier");
        who.post("/panier/code", {{"code", "UNE"}});
        forms.push_back(with(checkout_form(who), {{"mode", "pickup"}}));
    }
    auto const answers
        = test::at_once(many, [&](std::size_t i) { return people[i].post("/commander", forms[i]).status; });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 303U), 1);
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 409U), static_cast<std::ptrdiff_t>(many) - 1);
    EXPECT_EQ(shop.number("SELECT uses FROM promo_codes WHERE code = 'UNE'"), 1);
    OrderId const lowered{shop.number("SELECT order_id FROM promo_code_uses WHERE amount = 1000")};
    EXPECT_EQ(shop.step(lowered, order::Action::Refuse, order::Actor::Pizzaiolo), order::Status::Refused);
    EXPECT_EQ(shop.number("SELECT uses FROM promo_codes WHERE code = 'UNE'"), 0) << "it can be used again";
    EXPECT_THAT(shop.faults(), IsEmpty());
}

} // namespace
} // namespace ocp
