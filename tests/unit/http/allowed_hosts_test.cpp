#include "platform/http/allowed_hosts.h"

#include <gtest/gtest.h>

using ocp::http::host_name;
using ocp::http::is_allowed_host;

TEST(HostHeader, gives_the_name_in_lower_case_without_port_and_last_dot)
{
    EXPECT_EQ(host_name("pizza.example"), "pizza.example");
    EXPECT_EQ(host_name("Pizza.Example:8000"), "pizza.example");
    EXPECT_EQ(host_name("pizza.example."), "pizza.example");
    EXPECT_EQ(host_name("pizza.example.:80"), "pizza.example");
    EXPECT_EQ(host_name("127.0.0.1:8000"), "127.0.0.1");
    EXPECT_EQ(host_name("[::1]:8000"), "[::1]");
    EXPECT_EQ(host_name("[2001:DB8::1]"), "[2001:db8::1]");
}

TEST(HostHeader, refuses_everything_else)
{
    for (auto const* bad : {"", ".", ":80", "a@b", "a b", "a/b", "a:", "a:b", "a:1234567", "a:80:80", "[::1",
             "::1", "[]", "[::1]x", "[g::]", "a_b", "a,b", "a\\b", "h\xc3\xa9", "[::1]:", "a%41", "<a>"})
        EXPECT_FALSE(host_name(bad)) << bad;
    EXPECT_FALSE(host_name(std::string(300, 'a')));
}

TEST(AllowedHosts, are_exact_or_suffixes)
{
    std::vector<std::string> const allowed{"Pizza.example", ".oc-pizza.fr", "[::1]"};
    EXPECT_TRUE(is_allowed_host("pizza.example", allowed));
    EXPECT_TRUE(is_allowed_host("lyon.oc-pizza.fr", allowed));
    EXPECT_TRUE(is_allowed_host("oc-pizza.fr", allowed));
    EXPECT_TRUE(is_allowed_host("[::1]", allowed));
    EXPECT_FALSE(is_allowed_host("evil-oc-pizza.fr", allowed));
    EXPECT_FALSE(is_allowed_host("www.pizza.example", allowed));
    EXPECT_FALSE(is_allowed_host("oc-pizza.fr.evil", allowed));
    EXPECT_FALSE(is_allowed_host("anything", {}));
}
