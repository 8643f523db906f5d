#include "platform/http/response.h"
#include "product/picture/gallery.h"
#include "tests/support/running_site.h"

#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::Browser;
using testing::HasSubstr;
namespace picture = product::picture;

/// The drawn pizzas as a browser gets them.
struct Pictures : test::OnBothSites {
    Browser browser = site.browser();
    std::string const path = picture::path_of({"tomate", "mozzarella", "olive"});
    static constexpr std::string_view packed = "Accept-Encoding: gzip\r\n";

    static std::string of_version(std::string_view version)
    {
        return "/dessins/" + std::string{version} + "/mozzarella.olive.tomate.svg";
    }
};
OCP_ON_BOTH_ENGINES(Pictures);

TEST_P(Pictures, are_kept_for_ever_by_who_has_them)
{
    // The first is drawn by a worker, the second is there at once; both are the same.
    for (int i = 0; i < 2; ++i) {
        auto const answer = browser.send("GET", path, std::string{packed});
        EXPECT_EQ(answer.status, 200U);
        EXPECT_EQ(answer.header("content-type"), "image/svg+xml");
        EXPECT_EQ(answer.header("cache-control"), "public, max-age=31536000, immutable");
        EXPECT_EQ(answer.header("content-encoding"), "gzip");
        EXPECT_EQ(answer.header("vary"), "Accept-Encoding");
        EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
        EXPECT_THAT(answer.header("content-security-policy"), HasSubstr("default-src 'none'"));
        EXPECT_EQ(answer.body, http::gzip(*picture::drawn("mozzarella.olive.tomate.svg")));
    }
}

TEST_P(Pictures, are_there_for_who_unpacks_nothing)
{
    auto const answer = browser.send("GET", path, "Accept-Encoding: identity\r\n");
    EXPECT_EQ(answer.header("content-encoding"), "");
    EXPECT_EQ(answer.body, *picture::drawn("mozzarella.olive.tomate.svg"));
}

TEST_P(Pictures, of_another_version_are_todays_and_asked_for_again)
{
    auto const answer = browser.get(of_version("0123456789"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("cache-control"), "no-cache");
}

TEST_P(Pictures, are_of_nothing_that_is_no_pizza_of_ours)
{
    auto const begin = "/dessins/" + std::string{picture::version()} + "/";
    for (auto const* const name :
        {"tomate.mozzarella.svg", "nobody.svg", "tomate", ".svg", "tomate.tomate.svg", "%3Cscript%3E.svg"})
        EXPECT_EQ(browser.get(begin + name).status, 404U) << name;
    for (auto const* const name : {"..%2Ftomate.svg", "tomate.svg%00"})
        EXPECT_EQ(browser.get(begin + name).status, 400U) << name;
    EXPECT_EQ(browser.get("/dessins/" + std::string{picture::version()}).status, 404U);
    EXPECT_EQ(browser.post(path).status, 405U);
}

TEST_P(Pictures, give_way_to_a_mark_where_nothing_of_a_recipe_is_drawn)
{
    EXPECT_THAT(browser.get("/pizzerias/part-dieu").body, HasSubstr("/static/mark-tomate-"));
}

} // namespace
} // namespace ocp
