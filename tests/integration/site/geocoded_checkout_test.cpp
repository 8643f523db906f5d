#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::checkout_form;
using test::FakeVendor;
using test::Form;
using test::RunningSite;
using test::with;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string house(double score, std::string_view name, double longitude, double latitude)
{
    return fmt::format(R"({{"geometry":{{"coordinates":[{},{}]}},"properties":{{"label":"{}","score":{},)"
                       R"("type":"housenumber","name":"{}","postcode":"69002","city":"Lyon"}}}})",
        longitude, latitude, name, score, name);
}
FakeVendor::Answer houses(std::vector<std::string> const& all)
{
    return {.body = fmt::format(R"({{"features":[{}]}})", fmt::join(all, ","))};
}

/// Checkout beside a geocoder that answers as it is told.
struct GeocodedCheckout : testing::TestWithParam<db::Engine> {
    FakeVendor vendor;
    RunningSite site{GetParam(), {{"GEOCODER_BASE_URL", vendor.base_url()}}};
    Browser buyer = site.with_cart(2);
    Form form = checkout_form(buyer);

    Browser::Answer order(Form const& changes = {}) { return buyer.post("/commander", with(form, changes)); }
    std::vector<std::string> last_order()
    {
        return site.shop().words(
            "SELECT delivery_line || ' ' || delivery_latitude || ' ' || address_to_check "
            "FROM orders ORDER BY id DESC LIMIT 1");
    }
    void expect_placed(Browser::Answer const& answer, std::string_view as)
    {
        EXPECT_THAT(answer.header("location"), StartsWith("/suivi/"))
            << test::words_of(answer.body, "content");
        EXPECT_THAT(last_order(), testing::ElementsAre(std::string{as}));
    }
};
INSTANTIATE_TEST_SUITE_P(on, GeocodedCheckout, testing::Values(db::Engine::Sqlite, db::Engine::Postgres),
    [](auto const& engine) { return engine.param == db::Engine::Sqlite ? "SQLite" : "PostgreSQL"; });

TEST_P(GeocodedCheckout, delivers_to_the_house_the_geocoder_found)
{
    vendor.answer(houses({house(0.97, "41 Rue de la Charité", 4.8310, 45.7540)}));
    expect_placed(order(), "41 rue de la Charité 45.754 0");
}

TEST_P(GeocodedCheckout, asks_which_house_is_meant_and_keeps_what_was_typed)
{
    vendor.answer(houses({house(0.41, "14 Rue de la Charité", 4.8312, 45.7544)}));
    auto const asked = order();
    EXPECT_EQ(asked.status, 422U);
    EXPECT_EQ(test::fault_beside(asked.body, "line"), test::french(sentence_of(Refusal::AddressUnsure)));
    EXPECT_THAT(asked.body, HasSubstr("14 Rue de la Charité, 69002 Lyon"));
    EXPECT_EQ(test::typed_in(asked.body, "line"), "41 rue de la Charité");
    EXPECT_EQ(site.shop().number("SELECT COUNT(*) FROM orders"), 0);

    auto const again = with(form, {{"confirmed", test::value_of(asked.body, "confirmed")}});
    expect_placed(buyer.post("/commander", again), "41 rue de la Charité 45.7497 1");
    auto cook = site.signed_in(site.here.pizzaiolo);
    EXPECT_THAT(cook.get("/cuisine/part-dieu").body, HasSubstr("Adresse à vérifier avec le client"));
}

TEST_P(GeocodedCheckout, takes_the_address_that_was_meant)
{
    vendor.answer(houses({house(0.41, "14 Rue de la Charité", 4.8312, 45.7544)}));
    EXPECT_EQ(order().status, 422U);
    vendor.answer(houses({house(0.97, "14 Rue de la Charité", 4.8312, 45.7544)}));
    expect_placed(
        order({{"suggestion", "14 Rue de la Charité|69002|Lyon"}}), "14 Rue de la Charité 45.7544 0");
}

TEST_P(GeocodedCheckout, goes_on_by_postcode_while_the_geocoder_is_down_slow_or_lies)
{
    using Manner = FakeVendor::Manner;
    for (auto const& trouble : {FakeVendor::Answer{.status = 503},
             FakeVendor::Answer{.manner = Manner::Silent}, FakeVendor::Answer{.body = "<html>"},
             houses({house(0.99, "41 Rue de la Charité", 2.35, 48.85)})}) {
        vendor.answer(trouble);
        auto another = site.with_cart(1);
        auto const answer = another.post("/commander", checkout_form(another));
        EXPECT_THAT(answer.header("location"), StartsWith("/suivi/"));
        EXPECT_THAT(last_order(), testing::ElementsAre("41 rue de la Charité 45.7497 1"));
    }
}

TEST_P(GeocodedCheckout, offers_another_shop_that_delivers_there)
{
    site.shop().sql("UPDATE delivery_zones SET radius_m = 900 WHERE pizzeria_id = 1;");
    site.app().shops.forget();
    vendor.answer(houses({house(0.97, "41 Rue de la Charité", 4.8310, 45.7540)}));
    auto const refused = order();
    EXPECT_EQ(refused.status, 422U);
    EXPECT_THAT(refused.body, HasSubstr("<b>Bellecour livre cette adresse</b>"));
    auto const moved = order({{"shop", "bellecour"}});
    EXPECT_EQ(moved.status, 200U) << "its times and fee are shown first";
    EXPECT_THAT(moved.body, HasSubstr("Pizzeria Bellecour"));
    EXPECT_EQ(test::typed_in(moved.body, "line"), "41 rue de la Charité") << "nothing is typed twice";
    EXPECT_EQ(site.shop().number("SELECT COUNT(*) FROM orders"), 0);
    auto const placed
        = order({{"key", test::value_of(moved.body, "key")}, {"cart", test::value_of(moved.body, "cart")}});
    EXPECT_THAT(placed.header("location"), StartsWith("/suivi/"));
    EXPECT_EQ(site.shop().number("SELECT pizzeria_id FROM orders"), 2);
}

TEST_P(GeocodedCheckout, shows_what_the_geocoder_says_as_text)
{
    vendor.answer(houses({house(0.41, "<script>alert(1)</script>", 4.8312, 45.7544)}));
    EXPECT_THAT(order().body, Not(HasSubstr("<script>alert")));
}

} // namespace
} // namespace ocp
