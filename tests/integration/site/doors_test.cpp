#include "account/model/account_store.h"
#include "platform/http/forms.h"
#include "tests/integration/site/route_address.h"
#include "tests/support/running_site.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::address_of;
using test::Browser;
using test::is_of_staff;
using test::is_post;
using test::RunningSite;
using testing::StartsWith;

/// Every door of the route table before every kind of person.
struct Doors : test::OnBothSites {
    struct Person {
        std::string_view who;
        UserId id;
        bool kitchen, delivery; ///< of Part-Dieu
        bool operates = false;
    };
    std::vector<Person> const people{
        {"a customer", site.customer, false, false},
        {"a pizzaiolo", site.here.pizzaiolo, true, false},
        {"a driver", site.here.driver, false, true},
        {"a manager", site.here.manager, true, true},
        {"a pizzaiolo of another shop", site.elsewhere.pizzaiolo, false, false},
        {"a driver of another shop", site.elsewhere.driver, false, false},
        {"a manager of another shop", site.elsewhere.manager, false, false},
        {"the technician", site.technician, false, false, true},
        {"the administrator", site.administrator, true, true},
    };

    static bool may_pass(Person const& person, Guard guard)
    {
        switch (guard) {
        case Guard::Anyone:
        case Guard::SignedIn:
        case Guard::Signed:
            return true;
        case Guard::Kitchen:
            return person.kitchen;
        case Guard::Delivery:
            return person.delivery;
        case Guard::Manage:
            return person.kitchen && person.delivery;
        case Guard::Operate:
            return person.operates;
        }
        return false;
    }
    std::string address(Route const& route)
    {
        return address_of(route,
            {.shop = RunningSite::slug_here,
                .order = std::to_string(order.value()),
                .receipt = std::to_string(receipt),
                .refund = std::to_string(refund)});
    }
    static Browser::Answer knock(Browser& browser, Route const& route, std::string const& address)
    {
        return is_post(route) ? browser.post(address, {{"reason", "four éteint"}}) : browser.get(address);
    }

    /// With a refund that came back. More is ordered here than a shop delivers in what is left of a day.
    OrderId an_order()
    {
        site.shop().sql(
            "UPDATE pizzerias SET drivers = 1000, capacity_points = 100000, oven_pizzas = 100000");
        site.shop().shops.forget();
        auto const made = site.shop().an_order(pizzeria::Mode::Delivery);
        site.shop().sql(
            "INSERT INTO refunds (order_id, provider_intent, amount, cause, lines, state, asked_at) "
            "VALUES ("
            + std::to_string(made.value()) + ", 'pi_1', 100, 'amended', '[]', 'failed', 1)");
        refund = site.shop().number("SELECT MAX(id) FROM refunds");
        return made;
    }

    std::int64_t refund = 0; // of `order`
    OrderId order = an_order();
    std::int64_t const receipt = receipt_of(site.shop().order_at(order::Status::PickedUp));

    std::int64_t receipt_of(OrderId paid)
    {
        return site.shop().number(
            "SELECT sequence FROM receipts WHERE order_id = " + std::to_string(paid.value()));
    }
};
OCP_ON_BOTH_ENGINES(Doors);

TEST_P(Doors, send_the_unknown_to_the_sign_in_page_and_back_afterwards)
{
    auto nobody = site.browser();
    auto const before = site.state();
    for (auto const& route : route_table()) {
        if (route.guard == Guard::Anyone || route.guard == Guard::Signed) continue;
        SCOPED_TRACE(route.name);
        auto const answer = knock(nobody, route, address(route));
        auto const back = is_post(route) ? "/" : address(route);
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(answer.header("location"), "/connexion?retour=" + http::url_encode(back));
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(Doors, are_not_there_for_those_who_have_no_right_to_them)
{
    for (auto const& person : people) {
        SCOPED_TRACE(person.who);
        auto browser = site.signed_in(person.id);
        auto const before = site.state();
        for (auto const& route : route_table()) {
            if (may_pass(person, route.guard)) continue;
            SCOPED_TRACE(route.name);
            EXPECT_EQ(knock(browser, route, address(route)).status, 404U);
        }
        EXPECT_EQ(site.state(), before);
    }
}

TEST_P(Doors, open_for_those_who_work_there)
{
    for (auto const& person : people) {
        SCOPED_TRACE(person.who);
        auto browser = site.signed_in(person.id);
        for (auto const& route : route_table()) {
            if (!is_of_staff(route) || !may_pass(person, route.guard)) continue;
            SCOPED_TRACE(route.name);
            order = an_order();
            auto const answer = knock(browser, route, address(route));
            if (!is_post(route))
                EXPECT_EQ(answer.status, 200U);
            else
                EXPECT_THAT(answer.status, testing::AnyOf(303U, 409U, 422U))
                    << "done, or the form says what it lacks";
            EXPECT_THAT(answer.header("location"), testing::Not(StartsWith("/connexion")));
        }
    }
}

TEST_P(Doors, close_at_the_next_request_when_a_role_is_taken_away)
{
    auto const leaver = site.person_with(account::Role::Pizzaiolo, test::Shop::here);
    auto browser = site.signed_in(leaver);
    ASSERT_EQ(browser.get("/cuisine/part-dieu").status, 200U);
    site.shop().sql("DELETE FROM users_has_roles WHERE user_id = " + std::to_string(leaver.value()));
    EXPECT_EQ(browser.get("/cuisine/part-dieu").status, 404U);
}

TEST_P(Doors, lead_no_further_in_a_shop_that_does_not_exist)
{
    auto browser = site.signed_in(site.administrator);
    for (auto const& route : route_table()) {
        if (route.pattern.find("{shop}") == std::string_view::npos) continue;
        SCOPED_TRACE(route.name);
        EXPECT_EQ(knock(browser, route, address_of(route, {.shop = "atlantide"})).status, 404U);
    }
}

} // namespace
} // namespace ocp
