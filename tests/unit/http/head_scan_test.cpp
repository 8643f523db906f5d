#include "platform/http/head_scan.h"

#include <gtest/gtest.h>

using namespace ocp::http;

namespace {

unsigned refusal_of(std::string_view head)
{
    auto const scanned = scan_head(head);
    return scanned ? 0 : scanned.error();
}

std::string with(std::string_view fields)
{
    return "POST /x HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n";
}
std::string line(std::string_view request_line)
{
    return std::string{request_line} + "\r\nHost: a\r\n\r\n";
}

} // namespace

TEST(HeadScan, reads_a_plain_request)
{
    auto const head
        = scan_head("GET /menu?shop=3 HTTP/1.1\r\nHost: Pizza.Example:8000\r\nX-Thing:  value \r\n\r\n");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->method, Method::Get);
    EXPECT_EQ(head->target, "/menu?shop=3");
    EXPECT_EQ(head->host, "pizza.example");
    EXPECT_EQ(head->headers[1], (std::pair<std::string, std::string>{"x-thing", "value"}));
    EXPECT_TRUE(head->keep_alive);
    EXPECT_FALSE(head->has_body());
}

TEST(HeadScan, knows_seven_methods_and_refuses_the_others)
{
    for (auto const* method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
        EXPECT_EQ(refusal_of(line(std::string{method} + " / HTTP/1.1")), 0U) << method;
    EXPECT_EQ(refusal_of(line("TRACE / HTTP/1.1")), 405U);
    EXPECT_EQ(refusal_of(line("CONNECT a:443 HTTP/1.1")), 405U);
    EXPECT_EQ(refusal_of(line("BREW / HTTP/1.1")), 501U);
    EXPECT_EQ(refusal_of(line("get / HTTP/1.1")), 501U) << "methods have a case";
    EXPECT_EQ(refusal_of(line("G@T / HTTP/1.1")), 400U);
}

TEST(HeadScan, takes_only_a_path_as_target)
{
    EXPECT_EQ(refusal_of(line("GET http://evil/ HTTP/1.1")), 400U);
    EXPECT_EQ(refusal_of(line("OPTIONS * HTTP/1.1")), 400U);
    EXPECT_EQ(refusal_of(line("GET a HTTP/1.1")), 400U);
    EXPECT_EQ(refusal_of(line("GET /a#b HTTP/1.1")), 400U);
    EXPECT_EQ(refusal_of(line("GET /\xc3\xa9 HTTP/1.1")), 400U) << "bytes beyond ASCII are sent escaped";
}

TEST(HeadScan, measures_the_target)
{
    EXPECT_EQ(refusal_of(line("GET /" + std::string(7999, 'x') + " HTTP/1.1")), 0U);
    EXPECT_EQ(refusal_of(line("GET /" + std::string(8000, 'x') + " HTTP/1.1")), 414U);
}

TEST(HeadScan, refuses_a_request_line_of_another_shape)
{
    for (auto const* bad :
        {"GET /", "GET", "", "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ",
            "GET / a HTTP/1.1", "GET / http/1.1", "GET / HTTP/1", "GET / HTTP/11.1", "GET / HTTP/1.1x"})
        EXPECT_EQ(refusal_of(line(bad)), 400U) << bad;
}

TEST(HeadScan, speaks_HTTP_1_0_and_1_1_only)
{
    EXPECT_EQ(refusal_of(line("GET / HTTP/1.0")), 0U);
    EXPECT_EQ(refusal_of(line("GET / HTTP/1.2")), 505U);
    EXPECT_EQ(refusal_of(line("GET / HTTP/0.9")), 505U);
    EXPECT_EQ(refusal_of(line("GET / HTTP/2.0")), 505U);
    EXPECT_EQ(refusal_of("PRI * HTTP/2.0\r\n\r\n"), 505U);
}

TEST(HeadScan, demands_exactly_one_valid_Host)
{
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n\r\n"), 400U);
    EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\n\r\n"), 400U);
    EXPECT_EQ(refusal_of(with("Host: a\r\n")), 400U) << "the same twice is twice";
    EXPECT_EQ(refusal_of(with("host: b\r\n")), 400U);
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n"), 400U);
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400U);
}

TEST(HeadScan, refuses_folded_lines_and_blanks_around_names)
{
    EXPECT_EQ(refusal_of(with("X: a\r\n b\r\n")), 400U);
    EXPECT_EQ(refusal_of(with(" X: a\r\n")), 400U);
    EXPECT_EQ(refusal_of(with("X : a\r\n")), 400U);
    EXPECT_EQ(refusal_of(with(": a\r\n")), 400U);
    EXPECT_EQ(refusal_of(with("X\r\n")), 400U);
    EXPECT_EQ(refusal_of(with("X(y): a\r\n")), 400U);
}

TEST(HeadScan, takes_one_length_made_of_digits)
{
    auto const head = scan_head(with("Content-Length: 42\r\n"));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->content_length, 42U);
    for (auto const* bad : {"", "-1", "+1", "1 2", "1,1", "0x1", "1.0", "9999999999999999999"})
        EXPECT_EQ(refusal_of(with("Content-Length: " + std::string{bad} + "\r\n")), 400U) << bad;
    EXPECT_EQ(refusal_of(with("Content-Length: 1\r\nContent-Length: 1\r\n")), 400U);
}

TEST(HeadScan, takes_no_transfer_encoding_but_chunked)
{
    EXPECT_EQ(refusal_of(with("Transfer-Encoding: chunked\r\n")), 0U);
    EXPECT_EQ(refusal_of(with("Transfer-Encoding: Chunked\r\n")), 0U);
    for (auto const* bad :
        {"xchunked", "identity", "\"chunked\"", "gzip, chunked", "chunked;a=b", "chunked, chunked", ""})
        EXPECT_EQ(refusal_of(with("Transfer-Encoding: " + std::string{bad} + "\r\n")), 501U) << bad;
    EXPECT_EQ(refusal_of(with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")), 501U);
}

TEST(HeadScan, refuses_two_statements_about_the_body)
{
    EXPECT_EQ(refusal_of(with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n")), 400U);
    EXPECT_EQ(refusal_of(with("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n")), 400U);
    EXPECT_EQ(refusal_of("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"), 400U);
}

TEST(HeadScan, counts_a_hundred_fields)
{
    std::string fields;
    for (int i = 0; i < 99; ++i)
        fields += "X" + std::to_string(i) + ": a\r\n";
    EXPECT_EQ(refusal_of(with(fields)), 0U);
    EXPECT_EQ(refusal_of(with(fields + "Y: a\r\n")), 431U);
}

TEST(HeadScan, keeps_values_in_UTF_8)
{
    EXPECT_EQ(refusal_of(with("X: caf\xc3\xa9\r\n")), 0U);
    EXPECT_EQ(refusal_of(with("X: caf\xe9\r\n")), 400U);
}

TEST(HeadScan, reads_whether_the_connection_goes_on)
{
    auto const goes_on = [](std::string_view version, std::string_view fields) {
        auto const head
            = scan_head("GET / " + std::string{version} + "\r\nHost: a\r\n" + std::string{fields} + "\r\n");
        return head && head->keep_alive;
    };
    EXPECT_TRUE(goes_on("HTTP/1.1", ""));
    EXPECT_FALSE(goes_on("HTTP/1.1", "Connection: close\r\n"));
    EXPECT_FALSE(goes_on("HTTP/1.1", "Connection: foo, Close\r\n"));
    EXPECT_FALSE(goes_on("HTTP/1.0", ""));
    EXPECT_TRUE(goes_on("HTTP/1.0", "Connection: Keep-Alive\r\n"));
}

TEST(HeadScan, knows_one_expectation)
{
    auto const head = scan_head(with("Expect: 100-continue\r\nContent-Length: 1\r\n"));
    ASSERT_TRUE(head);
    EXPECT_TRUE(head->expects_continue);
    EXPECT_EQ(refusal_of(with("Expect: a pizza\r\n")), 417U);
}
