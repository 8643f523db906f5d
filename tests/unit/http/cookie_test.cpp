#include "platform/http/request.h"
#include "platform/http/response.h"

#include <gtest/gtest.h>

using namespace ocp::http;

namespace {

std::string cookie_in(std::string header, std::string_view name)
{
    Request request;
    request.headers = {{"cookie", std::move(header)}};
    return std::string{request.cookie(name)};
}

} // namespace

TEST(Cookie, is_found_by_its_whole_name)
{
    EXPECT_EQ(cookie_in("a=1; __Host-s=abc; b=2", "__Host-s"), "abc");
    EXPECT_EQ(cookie_in("xs=1; sx=2; s=3", "s"), "3");
    EXPECT_EQ(cookie_in("a=1", "b"), "");
    EXPECT_EQ(cookie_in("", "b"), "");
}

TEST(Cookie, survives_odd_headers)
{
    EXPECT_EQ(cookie_in(";;;s=1;;", "s"), "1");
    EXPECT_EQ(cookie_in("s", "s"), "");
    EXPECT_EQ(cookie_in("=1; s==2", "s"), "=2");
    EXPECT_EQ(cookie_in("s=\"quoted\"", "s"), "quoted");
    EXPECT_EQ(cookie_in("s=\"", "s"), "\"");
    EXPECT_EQ(cookie_in("s=first; s=second", "s"), "first");
    EXPECT_EQ(cookie_in("S=1", "s"), "") << "names have a case";
}

TEST(SetCookie, carries_every_flag)
{
    EXPECT_EQ(set_cookie({.name = "__Host-s", .value = "abc"}),
        "__Host-s=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    EXPECT_EQ(set_cookie({.name = "s", .value = "abc", .max_age_seconds = 60, .secure = false}),
        "s=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    EXPECT_EQ(set_cookie({.name = "s", .value = "", .max_age_seconds = -1}),
        "s=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(SetCookieDeathTest, stops_a_program_that_would_write_another_header)
{
    EXPECT_DEATH(set_cookie({.name = "s", .value = "a; Domain=evil"}), "may_stand_in_a_cookie");
    EXPECT_DEATH(set_cookie({.name = "s", .value = "a\r\nX: y"}), "may_stand_in_a_cookie");
}
