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
using test::Shop;
using testing::HasSubstr;

constexpr auto add = "/pizzerias/part-dieu/panier";

/// What a cart does not take. Each case leaves dough for two pizzas beside those that were ordered before.
struct CartRefusals : test::OnBothSites {
    Browser buyer = site.with_cart(2);
    std::string const line
        = fmt::format("/panier/lignes/{}", site.shop().number("SELECT MAX(id) FROM cart_lines"));
    std::vector<std::string> before;

    void SetUp() override { leave_dough_for(2); }
    void TearDown() override { leave_dough_for(10'000); }
    void leave_dough_for(int pizzas)
    {
        auto& shop = site.shop();
        shop.count(Shop::dough, shop.held(Shop::dough) + Shop::dough_of_one * pizzas);
        before = site.state();
    }
    static std::string sold_out(std::string_view product)
    {
        return fmt::format("{}\u00a0: {}", product, test::french(sentence_of(Refusal::SoldOut)));
    }
};
OCP_ON_BOTH_ENGINES(CartRefusals);

TEST_P(CartRefusals, name_the_product_that_is_sold_out_and_add_nothing)
{
    for (auto const& [item, name] :
        {std::pair{"1:M", "Margherita 31 cm"}, std::pair{"2:M", "Calzone 31 cm"}}) {
        auto const answer = buyer.post(add, {{"item", item}, {"quantity", "1"}});
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(alert_of(buyer.follow(answer).body), sold_out(name)) << "they share their dough";
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(CartRefusals, open_no_session_for_who_could_add_nothing)
{
    leave_dough_for(0);
    auto stranger = site.browser();
    auto const answer = stranger.post(add, {{"item", "1:M"}});
    EXPECT_EQ(alert_of(stranger.follow(answer).body), sold_out("Margherita 31 cm"));
    EXPECT_TRUE(stranger.cookies.empty());
    EXPECT_EQ(site.state(), before);
}

TEST_P(CartRefusals, keep_a_line_as_it_is_when_more_is_asked_than_there_is)
{
    auto const answer = buyer.post(line, {{"quantity", "3"}});
    EXPECT_EQ(answer.status, 303U);
    EXPECT_EQ(alert_of(buyer.follow(answer).body), test::french(sentence_of(Refusal::SoldOut)));
    EXPECT_EQ(site.state(), before);
    buyer.post(line, {{"quantity", "1"}});
    EXPECT_NE(site.state(), before) << "less is always possible";
}

TEST_P(CartRefusals, say_what_was_sold_since_it_was_put_in)
{
    leave_dough_for(0);
    EXPECT_THAT(buyer.get("/panier").body,
        HasSubstr("Margherita 31 cm est en rupture. Retirez cette ligne pour commander le reste."));
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("disabled>Commander</button>"));
}

/// As a manager does who stops selling Calzones here; for as long as this object is there.
class WithoutCalzone {
public:
    explicit WithoutCalzone(test::RunningSite& site)
        : site_{site}
    {
        site_.shop().sql(
            "INSERT INTO shop_products (pizzeria_id, product_id, hidden, created_at, updated_at) "
            "VALUES (1, 2, 1, 0, 0)");
        site_.app().catalogue.forget();
    }
    ~WithoutCalzone()
    {
        site_.shop().sql("DELETE FROM shop_products");
        site_.app().catalogue.forget();
    }
    WithoutCalzone(WithoutCalzone const&) = delete;
    WithoutCalzone& operator=(WithoutCalzone const&) = delete;

private:
    test::RunningSite& site_;
};

TEST_P(CartRefusals, name_a_product_this_shop_has_stopped_selling)
{
    WithoutCalzone const now{site};
    auto const answer = buyer.post(add, {{"item", "2:M"}});
    EXPECT_EQ(alert_of(buyer.follow(answer).body), test::french(sentence_of(Refusal::UnknownProduct)));
    EXPECT_EQ(site.state(), before);
}

TEST_P(CartRefusals, show_what_is_no_longer_sold_until_it_is_taken_out)
{
    leave_dough_for(10);
    buyer.post(add, {{"item", "2:M"}});
    auto const calzone
        = fmt::format("/panier/lignes/{}", site.shop().number("SELECT MAX(id) FROM cart_lines"));
    auto const form = test::checkout_form(buyer);
    WithoutCalzone const now{site};
    EXPECT_EQ(buyer.post("/commander", form).header("location"), "/panier");
    auto const cart = buyer.get("/panier").body;
    EXPECT_THAT(cart, HasSubstr("<h2>Calzone</h2>"));
    EXPECT_THAT(cart, HasSubstr("Cette pizzeria ne le propose plus ainsi."));
    EXPECT_THAT(cart, HasSubstr(calzone));
    EXPECT_THAT(cart, HasSubstr("disabled>Commander</button>"));
    buyer.post(calzone, {{"quantity", "0"}});
    EXPECT_THAT(buyer.get("/panier").body, HasSubstr("href=\"/commander\""));
}

} // namespace
} // namespace ocp
