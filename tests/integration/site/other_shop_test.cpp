#include "tests/integration/site/route_address.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Status;
using pizzeria::Mode;
using test::RunningSite;
using testing::HasSubstr;
using testing::Not;

/// Orders of Part-Dieu, wherever they may stand, in the hands of Bellecour's staff.
struct OtherShop : test::OnBothSites {
    std::vector<std::string> orders()
    {
        std::vector<std::string> ids;
        for (auto const status : {Status::Pending, Status::InPreparation, Status::Ready, Status::InDelivery})
            for (auto const mode : {Mode::Delivery, Mode::Pickup})
                if (status != Status::InDelivery || mode == Mode::Delivery)
                    ids.push_back(std::to_string(site.shop().order_at(status, mode).value()));
        return ids;
    }
    std::vector<UserId> staff() const
    {
        return {site.elsewhere.pizzaiolo, site.elsewhere.driver, site.elsewhere.manager, site.administrator};
    }
};
OCP_ON_BOTH_ENGINES(OtherShop);

TEST_P(OtherShop, has_no_order_of_this_one_and_leaves_it_as_it_is)
{
    auto const ids = orders();
    for (auto const person : staff()) {
        auto browser = site.signed_in(person);
        auto const before = site.state();
        for (auto const& route : route_table()) {
            if (!test::is_of_staff(route) || !test::is_of_an_order(route)) continue;
            for (auto const& id : ids) {
                SCOPED_TRACE(fmt::format("{} for order {}, by person {}", route.name, id, person.value()));
                auto const address
                    = test::address_of(route, {.shop = RunningSite::slug_elsewhere, .order = id});
                EXPECT_EQ(test::asked(browser, route, address).status, 404U);
            }
        }
        EXPECT_EQ(site.state(), before);
    }
}

TEST_P(OtherShop, has_no_driver_who_leaves_with_an_order_of_this_one)
{
    auto const foreign = std::to_string(site.shop().order_at(Status::Ready).value());
    for (auto const person : {site.elsewhere.driver, site.elsewhere.manager, site.administrator}) {
        auto browser = site.signed_in(person);
        auto const before = site.state();
        EXPECT_EQ(browser.post("/livraisons/bellecour/depart", {{"order", foreign}}).status, 404U);
        EXPECT_EQ(site.state(), before);
    }
}

TEST_P(OtherShop, sees_nothing_of_the_orders_of_this_one)
{
    auto const id = site.shop().order_at(Status::Ready).value();
    auto manager = site.signed_in(site.elsewhere.manager);
    for (auto const* const screen : {"/cuisine/bellecour", "/livraisons/bellecour"}) {
        SCOPED_TRACE(screen);
        auto const answer = manager.get(fmt::format("{}?commande={}&refus=prise", screen, id));
        EXPECT_EQ(answer.status, 200U);
        EXPECT_EQ(test::alert_of(answer.body), "") << "that John took it is told in Part-Dieu alone";
        EXPECT_THAT(answer.body, Not(HasSubstr("Bonnet")));
        EXPECT_THAT(answer.body, Not(HasSubstr("rue de la Charité")));
    }
}

TEST_P(OtherShop, is_the_only_difference)
{
    auto const id = std::to_string(site.shop().an_order().value());
    auto browser = site.signed_in(site.here.pizzaiolo);
    EXPECT_EQ(browser.post("/cuisine/part-dieu/commandes/" + id + "/acceptation").status, 303U);
    EXPECT_EQ(site.shop().status_of(OrderId{std::stoll(id)}), Status::InPreparation);
}

} // namespace
} // namespace ocp
