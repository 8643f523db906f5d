#include "tests/integration/mails/own_pages.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ocp {
namespace {

using order::Action;
using order::Actor;
using test::alert_of;
using test::Form;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

struct OwnData : test::OwnPages {
    std::int64_t count(std::string_view what)
    {
        return site.shop().number(fmt::format("SELECT COUNT(*) FROM {}", what));
    }
};
OCP_ON_BOTH_ENGINES(OwnData);

TEST_P(OwnData, give_everything_that_is_kept_as_a_file)
{
    add_address("14 rue des Tables-Claudiennes");
    auto const id = picked_up();
    arrived();
    auto const answer = own.get("/mon-compte/donnees/export");
    EXPECT_THAT(answer.header("content-disposition"), HasSubstr("attachment"));
    EXPECT_THAT(answer.header("cache-control"), HasSubstr("no-store"));
    auto const all = nlohmann::json::parse(answer.body);
    EXPECT_EQ(all["account"]["email"], email);
    EXPECT_EQ(all["account"]["lastname"], "N'Diaye");
    EXPECT_EQ(all["addresses"][0]["line"], "14 rue des Tables-Claudiennes");
    EXPECT_EQ(all["devices"].size(), 1U);
    ASSERT_EQ(all["orders"].size(), 1U);
    auto const number
        = site.shop().words(fmt::format("SELECT order_number FROM orders WHERE id = {}", id.value()));
    EXPECT_EQ(all["orders"][0]["number"], number.at(0));
    EXPECT_EQ(all["orders"][0]["total_cents"], 2000);
    EXPECT_EQ(all["orders"][0]["lines"][0]["quantity"], 2);
    EXPECT_EQ(all["orders"][0]["payments"][0]["amount_cents"], 2000);
    EXPECT_EQ(all["mails"].size(), 2U);
    EXPECT_THAT(answer.body, Not(HasSubstr("argon2")));
}

TEST_P(OwnData, give_all_of_what_there_is_much_of)
{
    auto const id = picked_up();
    for (int i = 0; i < 120; ++i)
        site.shop().sql(fmt::format(
            "INSERT INTO orders (order_number, daily_number, business_day, payment_status, order_status, "
            "channel, mode, pay_on, client_id, pizzeria_id, contact_name, promised_from, promised_to, "
            "tracking_hash, items_total, total, created_at, updated_at) SELECT order_number || '-{0}', 1, "
            "business_day, payment_status, order_status, channel, mode, pay_on, client_id, pizzeria_id, "
            "contact_name, promised_from, promised_to, tracking_hash || '-{0}', items_total, total, "
            "created_at, updated_at FROM orders WHERE id = {1}",
            i, id.value()));
    for (int i = 0; i < 60; ++i)
        site.signed_in(person);
    auto const all = nlohmann::json::parse(own.get("/mon-compte/donnees/export").body);
    EXPECT_THAT(all["orders"], SizeIs(121));
    EXPECT_THAT(all["devices"], SizeIs(61));
}

TEST_P(OwnData, erase_the_person_and_keep_the_orders)
{
    auto const running = placed();
    auto const ask = [&](Form form) { return own.post("/mon-compte/effacement", std::move(form)); };
    EXPECT_EQ(ask({{"password", password}}).status, 422U) << "not sure";
    EXPECT_EQ(ask({{"password", wrong}, {"sure", "1"}}).status, 422U);
    auto const refused = ask({{"password", password}, {"sure", "1"}});
    EXPECT_EQ(refused.status, 409U);
    EXPECT_THAT(alert_of(refused.body), HasSubstr("encore en cours"));
    site.shop().step(running, Action::Cancel, Actor::Customer);
    auto const done = ask({{"password", password}, {"sure", "1"}});
    EXPECT_EQ(done.header("location"), "/");
    EXPECT_EQ(own.cookies.count("s"), 0U);
    EXPECT_EQ(user("firstname") + user("lastname") + user("email") + user("password"), "");
    EXPECT_EQ(count(fmt::format("orders WHERE client_id = {}", person.value())), 1);
    EXPECT_EQ(count(fmt::format("mails WHERE user_id = {}", person.value())), 0);
    EXPECT_EQ(site.shop().words(fmt::format(
                  "SELECT contact_name || contact_phone FROM orders WHERE client_id = {}", person.value())),
        std::vector<std::string>{""});
    auto in = site.browser();
    EXPECT_EQ(in.post("/connexion", {{"email", email}, {"password", password}}).status, 401U);
}

TEST_P(OwnData, do_not_let_staff_erase_themselves)
{
    auto staff = site.signed_in(site.here.pizzaiolo);
    EXPECT_THAT(staff.get("/mon-compte/donnees").body, HasSubstr("demandez à un administrateur"));
    EXPECT_EQ(staff.post("/mon-compte/effacement", {{"sure", "1"}}).status, 403U);
}

} // namespace
} // namespace ocp
