#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
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
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// What the checkout form does not take, and how it says so.
struct CheckoutRefusals : test::OnBothSites {
    Browser buyer = site.with_cart(2);
    Form form = checkout_form(buyer);
    std::vector<std::string> before = site.state();

    struct Fault {
        std::string_view field;
        Refusal refusal;
    };
    /// The page with these faults beside their fields and in its summary, what was typed kept, nothing
    /// changed.
    void expect_refused(Browser::Answer const& answer, Form const& sent, std::vector<Fault> const& faults)
    {
        EXPECT_EQ(answer.status, status_of(faults.front().refusal));
        EXPECT_THAT(answer.body, HasSubstr("<title>Erreur\u00a0: "));
        for (auto const& [field, refusal] : faults) {
            EXPECT_EQ(test::fault_beside(answer.body, field), test::french(sentence_of(refusal))) << field;
            EXPECT_EQ(test::fault_in_summary(answer.body, field), test::french(sentence_of(refusal)))
                << field;
        }
        for (auto const* const field :
            {"line", "postcode", "city", "note", "email", "firstname", "lastname", "phone"})
            EXPECT_EQ(test::typed_in(answer.body, field), test::in(sent, field)) << field;
        EXPECT_EQ(site.state(), before);
    }
    void expect_refused(Form const& sent, std::vector<Fault> const& faults)
    {
        SCOPED_TRACE(test::encoded(sent));
        expect_refused(buyer.post("/commander", sent), sent, faults);
    }
    void expect_placed(Form const& sent)
    {
        EXPECT_THAT(buyer.post("/commander", sent).header("location"), StartsWith("/suivi/"));
    }
    void change_shop(std::string const& statement)
    {
        site.shop().sql(statement);
        site.app().shops.forget();
    }
    void set_price(int cents)
    {
        site.shop().sql(fmt::format("UPDATE product_sizes SET price = {} WHERE product_id = 1;"
                                    "UPDATE catalogue_version SET version = version + 1;",
            cents));
    }
    void leave_dough_for(int pizzas)
    {
        auto& shop = site.shop();
        shop.count(Shop::dough, shop.held(Shop::dough) + Shop::dough_of_one * pizzas);
        before = site.state();
    }
};
OCP_ON_BOTH_ENGINES(CheckoutRefusals);

TEST_P(CheckoutRefusals, stand_beside_the_field_they_are_about)
{
    struct Case {
        Form typed;
        Fault fault;
    };
    for (auto const& [typed, fault] : std::vector<Case>{
             {{{"postcode", "69220"}, {"city", "Belleville-en-Beaujolais"}},
                 {"address", Refusal::OutsideDeliveryZone}},
             {{{"postcode", "99999"}}, {"postcode", Refusal::PostcodeUnknown}},
             {{{"postcode", "75001"}, {"city", "Paris"}}, {"postcode", Refusal::PostcodeUnknown}},
             {{{"postcode", ""}}, {"postcode", Refusal::PostcodeMissing}},
             {{{"postcode", "6900"}}, {"postcode", Refusal::PostcodeMissing}},
             {{{"postcode", "6900O"}}, {"postcode", Refusal::PostcodeMissing}},
             {{{"line", ""}}, {"line", Refusal::AddressIncomplete}},
             {{{"line", "rue de la Charité"}}, {"line", Refusal::AddressIncomplete}},
             {{{"line", std::string(119, 'x') + " 4"}}, {"line", Refusal::AddressIncomplete}},
             {{{"city", ""}}, {"city", Refusal::CityMissing}},
             {{{"email", ""}}, {"email", Refusal::EmailInvalid}},
             {{{"email", "élise@exemple"}}, {"email", Refusal::EmailInvalid}},
             {{{"firstname", ""}}, {"firstname", Refusal::FirstnameMissing}},
             {{{"lastname", std::string(81, 'x')}}, {"lastname", Refusal::LastnameMissing}},
             {{{"phone", ""}}, {"phone", Refusal::PhoneMissing}},
             {{{"phone", "06 39 98 41"}}, {"phone", Refusal::PhoneInvalid}},
             {{{"phone", "téléphone"}}, {"phone", Refusal::PhoneInvalid}},
             {{{"phone", "06 39 98 41 17 <b>"}}, {"phone", Refusal::PhoneInvalid}},
             {{{"total_delivery", "1"}}, {"mode", Refusal::PriceChanged}},
         })
        expect_refused(with(form, typed), {fault});
    expect_placed(form);
}

TEST_P(CheckoutRefusals, come_all_at_once)
{
    auto const empty = with(form,
        {{"line", ""}, {"postcode", ""}, {"city", ""}, {"email", ""}, {"firstname", ""}, {"lastname", ""},
            {"phone", ""}});
    expect_refused(empty,
        {{"line", Refusal::AddressIncomplete}, {"postcode", Refusal::PostcodeMissing},
            {"city", Refusal::CityMissing}, {"email", Refusal::EmailInvalid},
            {"firstname", Refusal::FirstnameMissing}, {"lastname", Refusal::LastnameMissing},
            {"phone", Refusal::PhoneMissing}});
}

TEST_P(CheckoutRefusals, ask_nothing_of_an_address_when_the_order_is_picked_up)
{
    auto const pickup = with(form, {{"mode", "pickup"}, {"line", ""}, {"postcode", ""}, {"city", ""}});
    auto const refused = buyer.post("/commander", with(pickup, {{"phone", "0"}}));
    expect_refused(refused, with(pickup, {{"phone", "0"}}), {{"phone", Refusal::PhoneInvalid}});
    EXPECT_THAT(refused.body, HasSubstr("value=\"pickup\" id=\"mode-pickup\" checked"));
    expect_placed(pickup);
}

TEST_P(CheckoutRefusals, tell_that_it_comes_much_later_than_the_page_said)
{
    auto const now = site.shop().clock.now().ms();
    change_shop(fmt::format("INSERT INTO closures (pizzeria_id, from_at, to_at, created_at, updated_at) "
                            "VALUES (1, {}, {}, 0, 0)",
        now - 60'000, now + 3'600'000));
    auto const refused = buyer.post("/commander", form);
    expect_refused(refused, form, {{"mode", Refusal::PromiseMoved}});
    EXPECT_EQ(refused.status, 409U);
    auto const later = test::value_of(refused.body, "soonest_delivery");
    EXPECT_GT(std::stoll(later), now + 3'600'000) << "the page shows the new time";
    expect_placed(with(form, {{"soonest_delivery", later}}));
}

TEST_P(CheckoutRefusals, offer_later_times_and_tell_of_one_that_was_taken_meanwhile)
{
    auto const page = buyer.get("/commander").body;
    auto const soonest = std::stoll(test::value_of(page, "soonest_delivery"));
    auto const at_eight = fmt::to_string((soonest / 600'000 + 12) * 600'000);
    EXPECT_THAT(page, HasSubstr("<option value=\"" + at_eight + "\">"));
    auto const chosen = with(form, {{"time_delivery", at_eight}});
    for (int slot = 1; slot <= 6; ++slot)
        site.shop().sql(
            fmt::format("INSERT INTO slot_loads (pizzeria_id, slot_at, points, pizzas, driver_seconds) "
                        "VALUES (1, {}, 0, 12, 0)",
                std::stoll(at_eight) - slot * 600'000));
    before = site.state();
    auto const refused = buyer.post("/commander", chosen);
    EXPECT_EQ(refused.status, 409U);
    expect_refused(refused, chosen, {{"mode", Refusal::SlotFull}});
    EXPECT_THAT(refused.body, HasSubstr("<option value=\"" + at_eight + "\" selected disabled>"));
    for (auto const* const time : {"1", "-600000", "9223372036854775807", "9999999999999999999", "demain"})
        expect_refused(with(form, {{"time_delivery", time}}), {{"mode", Refusal::SlotFull}});
}

TEST_P(CheckoutRefusals, tell_that_the_shop_has_closed_and_keep_the_cart)
{
    auto const now = site.shop().clock.now().ms();
    change_shop(fmt::format("INSERT INTO closures (pizzeria_id, from_at, to_at, created_at, updated_at) "
                            "VALUES (1, {}, {}, 0, 0)",
        now - 60'000, now + 24 * 3'600'000));
    expect_refused(form, {{"mode", Refusal::ShopClosed}});
    expect_refused(with(form, {{"mode", "pickup"}}), {{"mode", Refusal::ShopClosed}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("La pizzeria est fermée"));
    change_shop("DELETE FROM closures");
    expect_placed(form);
}

TEST_P(CheckoutRefusals, tell_how_much_a_delivery_lacks_and_leave_pickup_open)
{
    change_shop("UPDATE delivery_zones SET minimum = 2001 WHERE pizzeria_id = 1");
    expect_refused(form, {{"mode", Refusal::BelowMinimum}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("il manque 0,01\u00a0€"));
    change_shop("UPDATE delivery_zones SET minimum = 500 WHERE pizzeria_id = 1");
    expect_placed(with(form, {{"mode", "pickup"}}));
}

TEST_P(CheckoutRefusals, tell_that_a_price_has_changed_and_show_the_new_one)
{
    set_price(1'100);
    auto const answer = buyer.post("/commander", form);
    expect_refused(answer, form, {{"mode", Refusal::PriceChanged}});
    EXPECT_EQ(test::value_of(answer.body, "total_delivery"), "2450");
    auto const again = with(form,
        {{"total_delivery", test::value_of(answer.body, "total_delivery")},
            {"key", test::value_of(answer.body, "key")}});
    expect_placed(again);
    set_price(1'000);
    site.app().catalogue.forget();
}

TEST_P(CheckoutRefusals, lead_to_the_cart_when_its_products_are_sold_out)
{
    leave_dough_for(1);
    auto const answer = buyer.post("/commander", form);
    EXPECT_EQ(answer.status, 303U);
    auto const cart = buyer.follow(answer);
    EXPECT_EQ(alert_of(cart.body), test::french(sentence_of(Refusal::SoldOut)));
    EXPECT_THAT(cart.body, HasSubstr("Il n’en reste que 1\u00a0: réduisez la quantité."));
    EXPECT_EQ(site.state(), before);
    leave_dough_for(1'000);
    expect_placed(form);
}

TEST_P(CheckoutRefusals, lead_to_the_cart_when_it_was_emptied_elsewhere)
{
    auto const line = site.shop().number("SELECT MAX(id) FROM cart_lines");
    buyer.post(fmt::format("/panier/lignes/{}", line), {{"quantity", "0"}});
    before = site.state();
    for (auto const& answer : {buyer.post("/commander", form), buyer.get("/commander"),
             site.browser().get("/commander"), site.browser().post("/commander", form)}) {
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(answer.header("location"), "/panier");
    }
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("Votre panier attend sa première pizza"));
    EXPECT_EQ(site.state(), before);
}

TEST_P(CheckoutRefusals, tell_that_the_cart_has_changed_in_another_tab_and_show_it)
{
    // Of another shop, at the same total: who picks it up would go to the wrong one.
    auto elsewhere = buyer;
    elsewhere.post("/pizzerias/bellecour/panier", {{"item", "2:M"}});
    auto const line = site.shop().number("SELECT MAX(id) FROM cart_lines");
    elsewhere.post(fmt::format("/panier/lignes/{}", line), {{"quantity", "0"}});
    before = site.state();
    auto const pickup = with(form, {{"mode", "pickup"}});
    auto const answer = buyer.post("/commander", pickup);
    expect_refused(answer, pickup, {{"mode", Refusal::CartChanged}});
    EXPECT_THAT(answer.body, HasSubstr("Pizzeria Bellecour"));
    expect_placed(with(pickup, {{"cart", test::value_of(answer.body, "cart")}}));
}

TEST_P(CheckoutRefusals, tell_that_a_form_was_used_for_another_order)
{
    expect_placed(form);
    buyer.post("/pizzerias/part-dieu/panier", {{"item", "2:M"}});
    before = site.state();
    auto const other = with(form, {{"line", "12 rue Mercière"}, {"total_delivery", "1250"}});
    auto const answer = buyer.post("/commander", other);
    expect_refused(answer, with(other, {}), {{"mode", Refusal::KeyReusedForOtherContent}});
    EXPECT_NE(test::value_of(answer.body, "key"), test::in(form, "key"));
    expect_placed(checkout_form(buyer));
}

TEST_P(CheckoutRefusals, show_what_was_typed_as_text)
{
    auto const hostile = with(form,
        {{"line", "\"><script>alert(1)</script>"}, {"note", "{{CSRF}} <svg onload=x>"},
            {"lastname", "O'Neil & \"fils\""}, {"phone", "0"}});
    auto const answer = buyer.post("/commander", hostile);
    expect_refused(answer, hostile, {{"phone", Refusal::PhoneInvalid}});
    EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(answer.body, Not(HasSubstr("<svg onload")));
}

TEST_P(CheckoutRefusals, do_not_come_for_a_note_that_is_too_long_but_it_ends)
{
    std::string long_note;
    for (int i = 0; i < 300; ++i)
        long_note += "é";
    expect_placed(with(form, {{"note", long_note}}));
    auto const kept = site.shop().words("SELECT note FROM orders ORDER BY id DESC LIMIT 1").at(0);
    EXPECT_EQ(kept, long_note.substr(0, 400)) << "200 letters, as the field takes";
}

} // namespace
} // namespace ocp
