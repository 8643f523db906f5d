#include "platform/http/response_head.h"

#include <gtest/gtest.h>

using namespace ocp::http;

namespace {

std::string head_of(Response const& response, After after = After::KeepAlive)
{
    std::string out;
    write_head(out, response, {.date = "D", .id = "I", .after = after, .retry_after = 3});
    return out;
}

} // namespace

TEST(ResponseHead, is_written_whole)
{
    EXPECT_EQ(head_of(text("abc").with("X-Frame-Options", "DENY")),
        "HTTP/1.1 200 OK\r\nDate: D\r\nX-Request-Id: I\r\nContent-Length: 3\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nX-Frame-Options: DENY\r\n\r\n");
    EXPECT_NE(head_of(text("a"), After::Close).find("\r\nConnection: close\r\n"), std::string::npos);
}

TEST(ResponseHead, lets_no_value_write_another_header)
{
    auto const head = head_of(see_other("/a\r\nSet-Cookie: s=evil\r\n\r\n<script>"));
    EXPECT_EQ(head.find("\r\nSet-Cookie"), std::string::npos);
    EXPECT_NE(head.find("Location: /a  Set-Cookie: s=evil    <script>\r\n"), std::string::npos);
}

TEST(ResponseHead, keeps_the_transport_s_headers_its_own)
{
    auto const head = head_of(
        text("a").with("Content-Length", "9").with("Connection", "x").with("Transfer-Encoding", "chunked"));
    EXPECT_EQ(head.find('9'), std::string::npos);
    EXPECT_EQ(head.find("Connection"), std::string::npos);
    EXPECT_EQ(head.find("chunked"), std::string::npos);
}

TEST(ResponseHead, says_when_to_come_back)
{
    EXPECT_NE(head_of(text("busy", 503)).find("Retry-After: 3\r\n"), std::string::npos);
    EXPECT_NE(head_of(text("busy", 429)).find("Retry-After: 3\r\n"), std::string::npos);
    EXPECT_EQ(head_of(text("busy", 503).with("Retry-After", "60")).find("Retry-After: 3"), std::string::npos);
    EXPECT_EQ(head_of(text("fine")).find("Retry-After"), std::string::npos);
}

TEST(ResponseHead, gives_no_length_to_what_has_no_body)
{
    EXPECT_EQ(head_of(no_content()).find("Content-Length"), std::string::npos);
    auto stream = text("");
    stream.stream = [](std::shared_ptr<StreamSink> const&) {};
    EXPECT_EQ(head_of(stream).find("Content-Length"), std::string::npos);
    EXPECT_NE(head_of(see_other("/")).find("Content-Length: 0\r\n"), std::string::npos);
}

TEST(HttpDate, follows_no_locale)
{
    HttpDate date;
    EXPECT_EQ(date.at(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.at(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(KnownResponse, is_one_whose_tag_the_client_names)
{
    auto const is_known_as = [](std::string tags, Method method = Method::Get, unsigned status = 200) {
        Request request;
        request.method = method;
        request.headers = {{"if-none-match", std::move(tags)}};
        return is_known(request, text("a", status).with("ETag", "\"v1\""));
    };
    EXPECT_TRUE(is_known_as("\"v1\""));
    EXPECT_TRUE(is_known_as("\"v0\", W/\"v1\""));
    EXPECT_TRUE(is_known_as("*"));
    EXPECT_TRUE(is_known_as("\"v1\"", Method::Head));
    EXPECT_FALSE(is_known_as("\"v2\""));
    EXPECT_FALSE(is_known_as(""));
    EXPECT_FALSE(is_known_as("\"v1\"", Method::Post));
    EXPECT_FALSE(is_known_as("\"v1\"", Method::Get, 404));
}
