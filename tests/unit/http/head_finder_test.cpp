#include "platform/http/head_scan.h"

#include <gtest/gtest.h>

using ocp::http::HeadFinder;
using Answer = HeadFinder::Answer;

namespace {

Answer look_at(std::string_view bytes)
{
    return HeadFinder{}.look(bytes);
}

} // namespace

TEST(HeadFinder, finds_the_end_however_the_bytes_arrive)
{
    std::string const head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (std::size_t first = 0; first < head.size(); ++first)
        for (std::size_t second = first; second < head.size(); ++second) {
            HeadFinder finder;
            EXPECT_EQ(finder.look(std::string_view{head}.substr(0, first)), Answer::More);
            EXPECT_EQ(finder.look(std::string_view{head}.substr(0, second)), Answer::More);
            EXPECT_EQ(finder.look(head + "next"), Answer::Found);
            EXPECT_EQ(finder.length(), head.size());
        }
}

TEST(HeadFinder, refuses_a_bare_line_feed_before_the_end_arrives)
{
    EXPECT_EQ(look_at("GET / HTTP/1.1\n"), Answer::Malformed);
    EXPECT_EQ(look_at("\n"), Answer::Malformed);
    EXPECT_EQ(look_at("GET / HTTP/1.1\r\nHost: a\n\n"), Answer::Malformed);
}

TEST(HeadFinder, refuses_a_bare_carriage_return)
{
    EXPECT_EQ(look_at("GET / HTTP/1.1\r\nHost: a\rb"), Answer::Malformed);
    EXPECT_EQ(look_at("GET / HTTP/1.1\r\nHost: a\r"), Answer::More) << "a line feed may follow";
    EXPECT_EQ(look_at("GET / HTTP/1.1\r\r\n"), Answer::Malformed);
}

TEST(HeadFinder, refuses_every_control_byte)
{
    for (int c = 0; c < 0x20; ++c) {
        if (c == '\r' || c == '\n') continue;
        EXPECT_EQ(look_at("GET /" + std::string(1, static_cast<char>(c))), Answer::Malformed) << c;
    }
    EXPECT_EQ(look_at("GET /\x7f"), Answer::Malformed);
}

TEST(HeadFinder, refuses_what_grows_beyond_16_kilobytes)
{
    std::string const start = "GET / HTTP/1.1\r\nX: ";
    auto const fits = start + std::string(ocp::http::longest_head - start.size() - 4, 'x') + "\r\n\r\n";
    EXPECT_EQ(look_at(fits), Answer::Found);
    EXPECT_EQ(look_at(start + std::string(ocp::http::longest_head, 'x')), Answer::TooLarge);
    EXPECT_EQ(look_at(start + std::string(1000, 'x')), Answer::More);
}

TEST(HeadFinder, tells_a_target_without_end_from_a_head_without_end)
{
    EXPECT_EQ(look_at("GET /" + std::string(9000, 'x')), Answer::TargetTooLong);
}
