#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/at_once.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::Form;
using test::with;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The page that changes a placed order, as its form is sent.
struct ChangeOrder : test::OnBothSites {
    Browser buyer = site.with_cart(2);
    std::string tracking
        = std::string{buyer.post("/commander", test::checkout_form(buyer)).header("location")};

    Form change()
    {
        buyer.get(tracking);
        buyer.post(tracking + "/modification");
        auto const page = buyer.get("/commander").body;
        Form form;
        for (auto const* const name :
            {"token", "cart", "total_delivery", "total_pickup", "soonest_delivery", "soonest_pickup"})
            form.emplace_back(name, test::value_of(page, name));
        for (auto const* const id : {"line", "postcode", "city", "note", "phone"})
            form.emplace_back(id, test::typed_in(page, id));
        form.emplace_back("mode", "delivery");
        form.emplace_back("address", "new");
        return form;
    }
    void expect_refused(Form const& form, std::string_view field, Refusal refusal)
    {
        auto const before = site.state();
        auto const answer = buyer.post("/commander/changements", form);
        EXPECT_EQ(answer.status, status_of(refusal));
        EXPECT_EQ(test::fault_beside(answer.body, field), test::french(sentence_of(refusal))) << field;
        EXPECT_EQ(test::fault_in_summary(answer.body, field), test::french(sentence_of(refusal))) << field;
        for (auto const* const id : {"line", "postcode", "city", "note", "phone"})
            EXPECT_EQ(test::typed_in(answer.body, id), test::in(form, id)) << id;
        EXPECT_EQ(site.state(), before);
    }
    std::string row()
    {
        return site.shop()
            .words("SELECT mode || ' ' || delivery_line || ' ' || contact_phone || ' ' || note || ' ' || "
                   "version FROM orders WHERE id = (SELECT MAX(id) FROM orders)")
            .front();
    }
};
OCP_ON_BOTH_ENGINES(ChangeOrder);

TEST_P(ChangeOrder, shows_it_as_it_stands_but_neither_note_nor_telephone)
{
    auto const form = change();
    EXPECT_EQ(test::in(form, "line"), "41 rue de la Charité");
    EXPECT_EQ(test::in(form, "note"), "");
    EXPECT_EQ(test::in(form, "phone"), "");
    auto const page = buyer.get("/commander").body;
    EXPECT_THAT(page, HasSubstr("Comme promis"));
    EXPECT_THAT(page, Not(HasSubstr("39 98 41 17")));
    EXPECT_THAT(page, Not(HasSubstr("41B"))) << "the code of the door";
    EXPECT_THAT(buyer.post("/commander/changements", form).header("location"), StartsWith("/suivi/"));
    EXPECT_EQ(row(), "delivery 41 rue de la Charité +33639984117 code 41B, au 3ᵉ 2") << "all of it stays";
}

TEST_P(ChangeOrder, has_what_it_holds_itself_on_the_page_of_its_pizza)
{
    using test::Shop;
    auto const form = change();
    auto const line = site.shop().number("SELECT MAX(id) FROM cart_lines");
    auto const pizza = fmt::format("/pizzerias/part-dieu/produits/margherita?line={}", line);
    auto const plenty = site.shop().available(Shop::dough);
    site.shop().count(Shop::dough, site.shop().held(Shop::dough));
    EXPECT_THAT(buyer.get(pizza).body, HasSubstr("Enregistrer"));
    EXPECT_THAT(buyer.get("/pizzerias/part-dieu/produits/margherita").body, Not(HasSubstr("Enregistrer")));
    EXPECT_THAT(site.browser().get(pizza).body, HasSubstr("disabled>Ajouter"))
        << "for anybody else it is gone";
    site.shop().count(Shop::dough, plenty);
}

TEST_P(ChangeOrder, goes_elsewhere_and_to_another_telephone)
{
    auto const form
        = with(change(), {{"line", "12 rue Victor-Hugo"}, {"phone", "07 98 76 54 32"}, {"note", "2e"}});
    EXPECT_THAT(buyer.post("/commander/changements", form).header("location"), StartsWith("/suivi/"));
    EXPECT_EQ(row(), "delivery 12 rue Victor-Hugo +33798765432 2e 2");
    EXPECT_THAT(buyer.get(tracking).body, HasSubstr("12 rue Victor-Hugo"));
    EXPECT_THAT(buyer.post("/commander/changements", form).header("location"), StartsWith("/suivi/"))
        << "sent twice";
    EXPECT_EQ(row(), "delivery 12 rue Victor-Hugo +33798765432 2e 2");
    EXPECT_THAT(site.shop().faults(), testing::IsEmpty());
}

TEST_P(ChangeOrder, saved_by_four_taps_at_once_is_changed_once)
{
    auto const form = with(change(), {{"note", "2e"}});
    auto const links = test::at_once(4,
        [&](std::size_t) { return Browser{buyer}.post("/commander/changements", form).header("location"); });
    EXPECT_THAT(links, testing::Each(tracking));
    EXPECT_EQ(site.shop().number("SELECT version FROM orders WHERE id = (SELECT MAX(id) FROM orders)"), 2);
}

TEST_P(ChangeOrder, is_fetched_instead)
{
    EXPECT_THAT(buyer.post("/commander/changements", with(change(), {{"mode", "pickup"}})).header("location"),
        StartsWith("/suivi/"));
    EXPECT_EQ(row(), "pickup  +33639984117 code 41B, au 3ᵉ 2");
    EXPECT_EQ(site.shop().number("SELECT total FROM orders WHERE id = (SELECT MAX(id) FROM orders)"), 2'000)
        << "without the fee";
}

TEST_P(ChangeOrder, stays_one_when_everything_was_taken_out_to_have_something_else)
{
    buyer.post(tracking + "/modification");
    auto const line = fmt::format("/panier/lignes/{}", site.shop().number("SELECT MAX(id) FROM cart_lines"));
    buyer.post(line, {{"quantity", "0"}});
    auto const before = row();
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("Que mettre à la place"));
    buyer.post("/pizzerias/part-dieu/panier", {{"item", "2:M"}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("Vous modifiez la commande"));
    EXPECT_EQ(row(), before);

    buyer.post(fmt::format("/panier/lignes/{}", site.shop().number("SELECT MAX(id) FROM cart_lines")),
        {{"quantity", "0"}});
    EXPECT_EQ(buyer.post("/commander/abandon").header("location"), tracking) << "kept as it was";
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("Votre panier attend sa première pizza"));
    EXPECT_EQ(row(), before);
}

TEST_P(ChangeOrder, says_beside_each_field_what_is_wrong_and_keeps_what_was_typed)
{
    auto const form = change();
    expect_refused(with(form, {{"line", "rue sans numéro"}}), "line", Refusal::AddressIncomplete);
    expect_refused(with(form, {{"postcode", "6900"}}), "postcode", Refusal::PostcodeMissing);
    expect_refused(with(form, {{"phone", "12"}}), "phone", Refusal::PhoneInvalid);
    expect_refused(with(form, {{"line", "5 rue de la Mairie"}, {"postcode", "69640"}, {"city", "Denicé"}}),
        "address", Refusal::OutsideDeliveryZone);
    expect_refused(with(form, {{"time_delivery", "1"}}), "mode", Refusal::SlotFull);
    expect_refused(with(form, {{"total_delivery", "1"}}), "mode", Refusal::PriceChanged);
}

} // namespace
} // namespace ocp
