#include "platform/http/client_address.h"

#include <gtest/gtest.h>

using namespace ocp::http;

namespace {

std::vector<std::string> const trusted{"127.0.0.1", "::1", "10.0.0.0/8", "fd00::/8"};

Request forwarded(std::string path, std::string scheme = "https")
{
    Request request;
    request.headers = {{"x-forwarded-for", std::move(path)}, {"x-forwarded-proto", std::move(scheme)}};
    return request;
}

std::string client(std::string path, std::string_view peer = "127.0.0.1")
{
    return origin_of(forwarded(std::move(path)), peer, trusted).address;
}

} // namespace

TEST(ClientAddress, is_what_the_trusted_proxy_says)
{
    EXPECT_EQ(client("203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(client("2001:db8::9"), "2001:db8::9");
    EXPECT_TRUE(origin_of(forwarded("203.0.113.9"), "127.0.0.1", trusted).secure);
}

TEST(ClientAddress, tells_what_came_in_clear_from_what_nobody_spoke_of)
{
    EXPECT_TRUE(origin_of(forwarded("203.0.113.9", "http"), "127.0.0.1", trusted).in_clear);
    EXPECT_TRUE(origin_of(forwarded("203.0.113.9", "https, HTTP"), "127.0.0.1", trusted).in_clear);
    EXPECT_FALSE(origin_of(forwarded("203.0.113.9", "https"), "127.0.0.1", trusted).in_clear);
    EXPECT_FALSE(origin_of(forwarded("203.0.113.9", ""), "127.0.0.1", trusted).in_clear);
    EXPECT_FALSE(origin_of(forwarded("203.0.113.9", "http"), "203.0.113.1", trusted).in_clear)
        << "a stranger's words";
}

TEST(ClientAddress, is_the_rightmost_that_is_no_proxy_of_ours)
{
    EXPECT_EQ(client("6.6.6.6, 203.0.113.9, 10.1.2.3"), "203.0.113.9")
        << "what stands left was written by the client";
    EXPECT_EQ(client("10.9.9.9, 10.1.2.3"), "10.9.9.9");
}

TEST(ClientAddress, ignores_what_a_stranger_forwards)
{
    EXPECT_EQ(client("1.2.3.4", "203.0.113.1"), "203.0.113.1");
    EXPECT_FALSE(origin_of(forwarded("1.2.3.4"), "203.0.113.1", trusted).secure);
    EXPECT_EQ(client("1.2.3.4", "11.0.0.1"), "11.0.0.1");
}

TEST(ClientAddress, stops_at_what_is_no_address)
{
    EXPECT_EQ(client("unknown"), "127.0.0.1");
    EXPECT_EQ(client("1.2.3.4, <script>, 10.0.0.1"), "10.0.0.1");
    EXPECT_EQ(client(""), "127.0.0.1");
}

TEST(ClientAddress, believes_the_last_scheme_only)
{
    EXPECT_FALSE(origin_of(forwarded("1.2.3.4", "http"), "::1", trusted).secure);
    EXPECT_TRUE(origin_of(forwarded("1.2.3.4", "http, https"), "::1", trusted).secure);
    EXPECT_FALSE(origin_of(forwarded("1.2.3.4", "https, http"), "::1", trusted).secure);
    EXPECT_FALSE(origin_of(forwarded("1.2.3.4", ""), "::1", trusted).secure);
}

TEST(TrustedProxies, are_addresses_or_networks)
{
    EXPECT_TRUE(is_trusted_proxy("10.255.0.1", trusted));
    EXPECT_FALSE(is_trusted_proxy("11.0.0.1", trusted));
    EXPECT_TRUE(is_trusted_proxy("fd12::1", trusted));
    EXPECT_FALSE(is_trusted_proxy("fe80::1", trusted));
    EXPECT_TRUE(is_trusted_proxy("::ffff:127.0.0.1", trusted)) << "the same address in other clothes";
    EXPECT_FALSE(is_trusted_proxy("10.0.0.1", {"10.0.0.0/33"}));
    EXPECT_FALSE(is_trusted_proxy("10.0.0.1", {"10.0.0.0/"}));
    EXPECT_FALSE(is_trusted_proxy("10.0.0.1", {"nonsense"}));
    EXPECT_FALSE(is_trusted_proxy("nonsense", trusted));
}
