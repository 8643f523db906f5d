#include "platform/log/line.h"

#include <gtest/gtest.h>
#include <limits>

namespace ocp::log {

namespace {

auto const noon = Instant::ms(1'795'435'200'123);

std::string json(std::string_view message, Fields fields = {})
{
    return line_of(Format::Json, noon, Level::Info, message, fields);
}

std::string text(std::string_view message, Fields fields = {})
{
    return line_of(Format::Text, noon, Level::Warning, message, fields);
}

std::string const json_start = R"({"at":"2026-11-23T12:00:00.123Z","level":"info","message":)";

} // namespace

TEST(LogLine, is_one_json_object_in_production)
{
    EXPECT_EQ(json("started", {{"port", 8000}, {"engine", "sqlite"}, {"share", 0.25}, {"ready", true}}),
        json_start + R"("started","port":8000,"engine":"sqlite","share":0.25,"ready":true})" + "\n");
}

TEST(LogLine, is_short_text_in_development)
{
    EXPECT_EQ(text("queue is full", {{"waiting", 256}, {"shop", "Vieux Lyon"}, {"empty", ""}}),
        "12:00:00.123 warning: queue is full waiting=256 shop=\"Vieux Lyon\" empty=\"\"\n");
}

TEST(LogLine, never_lets_a_value_start_a_line_or_move_a_cursor)
{
    EXPECT_EQ(json("a\r\nb\x1b[2J\"\\"), json_start + R"("a\u000d\u000ab\u001b[2J\"\\"})" + "\n");
    EXPECT_EQ(text("a\r\nb\x1b[2J\x7f"), "12:00:00.123 warning: a\\x0d\\x0ab\\x1b[2J\\x7f\n");
    EXPECT_EQ(text("m", {{"x", "a\" admin=\"1"}}), "12:00:00.123 warning: m x=\"a\\\" admin=\\\"1\"\n");
    EXPECT_EQ(text("m", {{"x\n", "1"}}), "12:00:00.123 warning: m x\\x0a=1\n");
    EXPECT_EQ(text("c1: \xc2\x9b"
                   "2J"),
        "12:00:00.123 warning: c1: \\xc2\\x9b2J\n");
}

TEST(LogLine, keeps_utf8_and_marks_what_is_none)
{
    EXPECT_EQ(json("crème fraîche 🍕"), json_start + "\"crème fraîche 🍕\"}\n");
    EXPECT_EQ(json("a\xff\xc3"), json_start + R"("a\ufffd\ufffd"})" + "\n");
    EXPECT_EQ(json("\xed\xa0\x80"), json_start + R"("\ufffd\ufffd\ufffd"})" + "\n") << "a surrogate";
    EXPECT_EQ(json("\xc0\xaf"), json_start + R"("\ufffd\ufffd"})" + "\n") << "overlong";
}

TEST(LogLine, stars_fields_named_like_secrets)
{
    EXPECT_EQ(json("m", {{"SECRET_KEY", "abc"}, {"csrfToken", "abc"}, {"password", "abc"}, {"tries", 3}}),
        json_start + R"("m","SECRET_KEY":"***","csrfToken":"***","password":"***","tries":3})" + "\n");
    EXPECT_EQ(text("m", {{"cookie", 7}}), "12:00:00.123 warning: m cookie=***\n");
}

TEST(LogLine, writes_what_json_can_say_of_a_number)
{
    EXPECT_EQ(
        json("m", {{"x", std::numeric_limits<double>::infinity()}}), json_start + R"("m","x":null})" + "\n");
    EXPECT_EQ(json("m", {{"x", std::numeric_limits<std::int64_t>::min()}}),
        json_start + R"("m","x":-9223372036854775808})" + "\n");
}

TEST(AccessLine, tells_the_request_and_its_answer)
{
    Access const request{.id = "r1",
        .method = "GET",
        .path = "/menu",
        .status = 200,
        .took = std::chrono::microseconds{1234},
        .bytes = 12'500,
        .user = UserId{3}};
    EXPECT_EQ(line_of(Format::Json, noon, request),
        R"({"at":"2026-11-23T12:00:00.123Z","level":"info","id":"r1","method":"GET","path":"/menu",)"
        R"("status":200,"ms":1.234,"bytes":12500,"user":3})"
        "\n");
    EXPECT_EQ(line_of(Format::Text, noon, request), "12:00:00.123 GET /menu 200 1.2 ms 12500 B user 3 r1\n");
}

TEST(AccessLine, leaves_out_query_and_tokens)
{
    auto const path_shown = [](std::string_view path) {
        auto const line = line_of(Format::Text, noon, Access{.id = "r", .method = "GET", .path = path});
        return line.substr(17, line.find(" 0 0.0 ms") - 17);
    };
    EXPECT_EQ(path_shown("/reset?token=abc"), "/reset");
    EXPECT_EQ(path_shown("/suivi/0123456789abcdefABCDEF/live"), "/suivi/0123…/live");
    EXPECT_EQ(path_shown("/orders/BEL-261123-042/acceptance"), "/orders/BEL-261123-042/acceptance");
    EXPECT_EQ(
        path_shown("/static/kitchen.0123456789abcdef0123.js"), "/static/kitchen.0123456789abcdef0123.js");
    EXPECT_EQ(path_shown("/a\nb"), "/a\\x0ab");
    EXPECT_EQ(path_shown("//"), "//");
}

TEST(AccessLine, of_a_broken_answer_is_an_error)
{
    EXPECT_NE(
        line_of(Format::Json, noon, Access{.status = 503}).find(R"("level":"error")"), std::string::npos);
}

} // namespace ocp::log
