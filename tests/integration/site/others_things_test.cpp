#include "account/business/addresses.h"
#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/integration/site/route_address.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::fault_beside;
using test::Form;
using testing::HasSubstr;
using testing::Not;

/// What belongs to one customer, asked for by another.
struct OthersThings : test::OnBothSites {
    UserId alice = site.person("Alice"), elise = site.person("Élise");

    std::vector<std::string> lines_of(std::string_view whose)
    {
        return site.shop().words(fmt::format(
            "SELECT 'line ' || l.id || ' ' || l.quantity FROM cart_lines l JOIN carts c ON c.id = l.cart_id "
            "WHERE {} ORDER BY l.id",
            whose));
    }
    std::int64_t newest(std::string_view table)
    {
        return site.shop().number(fmt::format("SELECT MAX(id) FROM {}", table));
    }
};
OCP_ON_BOTH_ENGINES(OthersThings);

TEST_P(OthersThings, in_a_cart_stay_there)
{
    auto const persons_cart = site.with_cart(alice, 3);
    auto const of_person = newest("cart_lines");
    auto const visitors_cart = site.with_cart(2);
    auto const of_visitor = newest("cart_lines");
    auto const elises = site.with_cart(elise);
    auto const strangers = site.with_cart();
    auto const before = site.state();
    for (auto const line : {of_person, of_visitor})
        for (auto other : {elises, strangers, site.browser(), site.signed_in(site.administrator)}) {
            if (line == of_visitor && other.cookies == visitors_cart.cookies) continue;
            for (auto const* const quantity : {"0", "1", "50"}) {
                auto const answer
                    = other.post(fmt::format("/panier/lignes/{}", line), {{"quantity", quantity}});
                EXPECT_EQ(answer.status, 303U);
                EXPECT_EQ(answer.header("location"), "/panier") << "one's own cart is shown instead";
            }
        }
    auto after = site.state();
    std::erase_if(after, [](auto const& line) { return line.starts_with("session "); });
    auto expected = before;
    std::erase_if(expected, [](auto const& line) { return line.starts_with("session "); });
    EXPECT_EQ(after, expected);
}

TEST_P(OthersThings, like_a_saved_address_are_not_delivered_to)
{
    auto const address = site.shop().database.in_transaction([&](db::Transaction& tx) {
        return std::optional{account::save_address(tx, alice,
            {AddressId{0}, "7 rue Secrète", "69003", "Lyon", 45.7533, 4.8693, true},
            site.shop().clock.now())};
    });
    auto const id = std::to_string(address->value());
    auto elises = site.with_cart(elise);
    auto const form = test::with(test::checkout_form(elises), {{"address", id}});
    auto const before = site.state();
    auto const answer = elises.post("/commander", form);
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(fault_beside(answer.body, "address"), test::french(sentence_of(Refusal::UnknownThing)));
    EXPECT_THAT(answer.body, Not(HasSubstr("Secrète")));
    EXPECT_EQ(site.state(), before);

    auto visitor = site.with_cart();
    auto const visitors = test::with(test::checkout_form(visitor), {{"address", id}});
    auto const before_visitor = site.state();
    auto const refused = visitor.post("/commander", visitors);
    EXPECT_EQ(refused.status, 401U);
    EXPECT_THAT(refused.body, Not(HasSubstr("Secrète")));
    EXPECT_EQ(site.state(), before_visitor);

    auto alices = site.with_cart(alice);
    EXPECT_EQ(
        alices.post("/commander", test::with(test::checkout_form(alices), {{"address", id}})).status, 303U)
        << "it is hers";
}

TEST_P(OthersThings, like_an_order_are_followed_by_its_link_alone)
{
    auto buyer = site.with_cart(elise);
    auto const link = buyer.post("/commander", test::checkout_form(buyer)).header("location");
    ASSERT_THAT(link, testing::StartsWith("/suivi/"));
    auto const token = link.substr(7);
    auto const number = site.shop().words("SELECT order_number FROM orders ORDER BY id DESC LIMIT 1").at(0);
    auto const hash = site.shop().words("SELECT tracking_hash FROM orders ORDER BY id DESC LIMIT 1").at(0);
    auto flipped = token;
    flipped.back() = flipped.back() == 'A' ? 'B' : 'A';
    auto other = site.signed_in(alice);
    auto const before = site.state();
    for (auto const& wrong : {flipped, token.substr(1), token.substr(0, 21), token + "A", number, hash,
             std::string{"1"}, std::string{"x"}, std::string(2'000, 'A'), std::string{"%C3%A9"}}) {
        SCOPED_TRACE(wrong);
        for (auto const& route : route_table()) {
            if (route.pattern.find("{token}") == std::string_view::npos) continue;
            auto const path = test::address_of(route, {.shop = "", .token = wrong});
            EXPECT_EQ(test::asked(other, route, path).status, 404U) << route.name;
        }
    }
    EXPECT_EQ(site.state(), before);
    EXPECT_EQ(site.browser().get(link).status, 200U) << "with the link, nobody is asked who they are";
}

TEST_P(OthersThings, look_as_what_does_not_exist_whatever_is_asked_of_them)
{
    auto buyer = site.with_cart(elise);
    buyer.post("/commander", test::checkout_form(buyer));
    auto const theirs = newest("orders"), nobodys = theirs + 1;
    auto other = site.signed_in(alice);
    auto const before = site.state();
    for (auto const& route : route_table()) {
        if (!test::is_of_an_order(route)) continue;
        SCOPED_TRACE(route.name);
        auto const answer_about = [&](std::int64_t id) {
            auto const path = test::address_of(
                route, {.shop = test::RunningSite::slug_here, .order = std::to_string(id)});
            auto const answer = test::asked(other, route, path);
            return std::pair{answer.status,
                answer.body.size()
                    - std::to_string(id).size() * std::size_t(answer.body.find(path) != std::string::npos)};
        };
        EXPECT_EQ(answer_about(theirs).first, 404U);
        EXPECT_EQ(answer_about(theirs), answer_about(nobodys));
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(OthersThings, like_a_telephone_number_cannot_be_found_out_at_checkout)
{
    site.shop().sql(fmt::format(
        "UPDATE users SET phone = '+33639984199', phone_last4 = '4199' WHERE id = {}", elise.value()));
    auto const answer_to = [&](std::string const& phone) {
        auto visitor = site.with_cart();
        auto const answer
            = visitor.post("/commander", test::with(test::checkout_form(visitor), {{"phone", phone}}));
        EXPECT_THAT(site.signed_in(elise).get("/mes-commandes").body, Not(HasSubstr("/suivi/")))
            << "nor does the order become theirs";
        EXPECT_THAT(answer.header("location"), testing::StartsWith("/suivi/"));
        return std::pair{answer.status, test::alert_of(visitor.follow(answer).body)};
    };
    EXPECT_EQ(answer_to("06 39 98 41 99"), answer_to("06 39 98 41 98"));
}

TEST_P(OthersThings, are_not_in_ones_own_list)
{
    auto buyer = site.with_cart(elise);
    auto const link = buyer.post("/commander", test::checkout_form(buyer)).header("location");
    EXPECT_THAT(buyer.get("/mes-commandes").body, HasSubstr(link));
    EXPECT_THAT(site.signed_in(alice).get("/mes-commandes").body, Not(HasSubstr("/suivi/")));
}

} // namespace
} // namespace ocp
