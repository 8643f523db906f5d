#include "tests/integration/site/checkout_form.h"
#include "tests/support/at_once.h"
#include "tests/support/running_site.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using test::Shop;
using testing::Each;
using testing::IsEmpty;
using testing::StartsWith;

/// One intent, sent again and again by an impatient finger or a poor network.
struct SameForm : test::OnBothSites {
    std::int64_t orders() { return site.shop().number("SELECT COUNT(*) FROM orders"); }
    std::vector<std::string> sent_at_once(Browser const& browser, test::Form const& form, std::size_t count)
    {
        return test::at_once(count, [&](std::size_t) {
            auto tab = browser;
            auto const answer = tab.post("/commander", form);
            return answer.status == 303 ? answer.header("location") : std::to_string(answer.status);
        });
    }
};
OCP_ON_BOTH_ENGINES(SameForm);

TEST_P(SameForm, twenty_times_at_once_makes_one_order)
{
    for (auto buyer : {site.with_cart(), site.with_cart(site.person("Alice"))}) {
        auto const form = test::checkout_form(buyer);
        auto const before = orders();
        auto const held = site.shop().held(Shop::dough);
        auto const links = sent_at_once(buyer, form, 20);
        EXPECT_THAT(links.front(), StartsWith("/suivi/"));
        EXPECT_THAT(links, Each(links.front()));
        EXPECT_EQ(orders(), before + 1);
        EXPECT_EQ(site.shop().held(Shop::dough) - held, Shop::dough_of_one);
        EXPECT_EQ(buyer.get(links.front()).status, 200U);
        EXPECT_EQ(buyer.post("/commander", form).header("location"), links.front()) << "and later";
        EXPECT_EQ(orders(), before + 1);
    }
    EXPECT_THAT(site.shop().faults(), IsEmpty());
}

TEST_P(SameForm, of_twenty_buyers_makes_twenty_orders)
{
    // A shop for which twenty at once are no reason to promise any of them a later time.
    site.shop().sql("UPDATE pizzerias SET capacity_points = 900, oven_pizzas = 300, drivers = 100");
    site.app().shops.forget();
    std::vector<Browser> buyers;
    std::vector<test::Form> forms;
    for (int i = 0; i < 20; ++i) {
        buyers.push_back(site.with_cart());
        forms.push_back(
            test::with(test::checkout_form(buyers.back()), {{"key", "the-same-key-for-everybody"}}));
    }
    auto const before = orders();
    auto links = test::at_once(
        20, [&](std::size_t i) { return buyers[i].post("/commander", forms[i]).header("location"); });
    EXPECT_THAT(links, Each(StartsWith("/suivi/")));
    std::sort(links.begin(), links.end());
    EXPECT_EQ(std::unique(links.begin(), links.end()), links.end()) << "each its own";
    EXPECT_EQ(orders(), before + 20);
    EXPECT_THAT(site.shop().faults(), IsEmpty());
}

TEST_P(SameForm, is_not_that_of_another_page_but_one_cart_makes_one_order)
{
    for (int round = 0; round < 5; ++round) {
        auto buyer = site.with_cart();
        std::vector<test::Form> pages;
        for (int i = 0; i < 4; ++i)
            pages.push_back(test::checkout_form(buyer));
        auto const before = orders();
        auto const links = test::at_once(pages.size(),
            [&](std::size_t i) { return Browser{buyer}.post("/commander", pages[i]).header("location"); });
        EXPECT_EQ(orders(), before + 1);
        EXPECT_EQ(std::count(links.begin(), links.end(), "/panier"), 3) << "which is empty";
    }
    EXPECT_THAT(site.shop().faults(), IsEmpty());
}

/// Only there a connection can break.
using SameFormOnPostgres = SameForm;
INSTANTIATE_TEST_SUITE_P(on, SameFormOnPostgres, testing::Values(db::Engine::Postgres), test::engine_name);

TEST_P(SameFormOnPostgres, after_a_connection_that_broke_in_its_commit_makes_one_order)
{
    auto buyer = site.with_cart();
    auto const form = test::checkout_form(buyer);
    auto const before = orders();
    site.shop().sql("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
    site.shop().sql("CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED "
                    "FOR EACH ROW EXECUTE FUNCTION cut()");
    auto const cut = buyer.post("/commander", form);
    site.shop().sql("DROP FUNCTION cut CASCADE");
    EXPECT_EQ(cut.status, 503U) << "perhaps it was done: nothing that says it was not";
    EXPECT_EQ(orders(), before);
    EXPECT_THAT(buyer.post("/commander", form).header("location"), StartsWith("/suivi/"));
    EXPECT_EQ(orders(), before + 1);
    EXPECT_THAT(site.shop().faults(), IsEmpty());
}

} // namespace
} // namespace ocp
