#include "platform/http/router.h"

#include <gmock/gmock.h>
#include <stdexcept>

using namespace ocp::http;

namespace {

class RouterTest : public testing::Test {
protected:
    RouterTest()
    {
        router.add(Method::Get, "/", 0);
        router.add(Method::Get, "/cuisine/{shop}/commandes/{id}", 1);
        router.add(Method::Post, "/cuisine/{shop}/commandes/{id}", 2);
        router.add(Method::Get, "/cuisine/{shop}/commandes/nouvelle", 3);
        router.add(Method::Get, "/{page}", 4);
        router.add(Method::Get, "/carte", 5);
        router.add(Method::Get, "/{a}/{b}", 6);
        router.add(Method::Get, "/carte/{b}", 7);
    }
    std::optional<std::size_t> route(Method method, std::string_view path) const
    {
        auto const answer = router.find(method, path);
        return answer.found ? std::optional{answer.found->route} : std::nullopt;
    }
    Router router;
};

} // namespace

TEST_F(RouterTest, names_the_parts_of_a_path)
{
    auto const answer = router.find(Method::Post, "/cuisine/3/commandes/42");
    ASSERT_TRUE(answer.found);
    EXPECT_EQ(answer.found->route, 2U);
    EXPECT_EQ(answer.found->in_path.at("shop"), "3");
    EXPECT_EQ(answer.found->in_path.at("id"), "42");
}

TEST_F(RouterTest, prefers_a_literal_part_from_the_left)
{
    EXPECT_EQ(route(Method::Get, "/carte"), 5U);
    EXPECT_EQ(route(Method::Get, "/autre"), 4U);
    EXPECT_EQ(route(Method::Get, "/carte/x"), 7U);
    EXPECT_EQ(route(Method::Get, "/autre/x"), 6U);
    EXPECT_EQ(route(Method::Get, "/cuisine/3/commandes/nouvelle"), 3U);
    EXPECT_EQ(route(Method::Get, "/"), 0U);
}

TEST_F(RouterTest, answers_HEAD_with_the_GET_route)
{
    EXPECT_EQ(route(Method::Head, "/carte"), 5U);
}

TEST_F(RouterTest, tells_an_unknown_path_from_another_method)
{
    auto const answer = router.find(Method::Delete, "/cuisine/3/commandes/42");
    EXPECT_FALSE(answer.found);
    EXPECT_THAT(answer.other_methods, testing::ElementsAre(Method::Get, Method::Post));
    EXPECT_THAT(router.find(Method::Get, "/a/b/c").other_methods, testing::IsEmpty());
}

TEST_F(RouterTest, is_exact_about_slashes)
{
    EXPECT_EQ(route(Method::Get, "/carte/"), std::nullopt) << "a named part is never empty";
    EXPECT_EQ(route(Method::Get, "//"), std::nullopt);
    EXPECT_EQ(route(Method::Get, "/cuisine//commandes/1"), std::nullopt);
}

TEST_F(RouterTest, refuses_a_second_route_of_the_same_shape)
{
    EXPECT_THROW(router.add(Method::Get, "/carte", 9), std::logic_error);
    EXPECT_THROW(router.add(Method::Get, "/{other}", 9), std::logic_error);
    EXPECT_NO_THROW(router.add(Method::Post, "/carte", 9));
}
