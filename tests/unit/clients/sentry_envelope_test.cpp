#include "clients/sentry/envelope.h"
#include "tests/support/fixed_random.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace ocp::sentry {

namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

Moment at(std::int64_t microseconds)
{
    return Moment{std::chrono::microseconds{microseconds}};
}

auto const noon = at(1'795'435'200'500'000);

Sender sender()
{
    return {.dsn = *dsn_from("https://k@sentry.example/1"),
        .release = "ocpizza@1.2.3",
        .environment = "test",
        .server_name = "web-1",
        .version = "1.2.3"};
}

std::vector<std::string> lines(std::string const& envelope)
{
    std::vector<std::string> found;
    std::istringstream all{envelope};
    for (std::string line; std::getline(all, line);)
        found.push_back(line);
    return found;
}

struct Envelope : testing::Test {
    test::FixedRandom random;

    json event(Event const& event, std::vector<stack::Frame> const& frames = {})
    {
        return json::parse(lines(envelope_of(event, frames, sender(), random, noon)).at(2));
    }
};

Event an_event()
{
    Event event;
    event.at = noon;
    event.type = "std::runtime_error";
    event.value = "it broke";
    event.transaction = "POST /commander";
    return event;
}

} // namespace

TEST_F(Envelope, of_an_event_is_three_lines_of_json)
{
    auto event = an_event();
    event.value = "a\nb\r\xff";
    auto const three = lines(envelope_of(event, {}, sender(), random, at(1'795'435'200'600'000)));
    ASSERT_EQ(three.size(), 3U);
    auto head = json::parse(three[0]), item = json::parse(three[1]), body = json::parse(three[2]);
    EXPECT_EQ(head["event_id"], "2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a");
    EXPECT_EQ(head["event_id"], body["event_id"]);
    EXPECT_EQ(head["dsn"], "https://k@sentry.example/1");
    EXPECT_EQ(head["sent_at"], "2026-11-23T12:00:00.600000Z");
    EXPECT_EQ(item["type"], "event");
    EXPECT_EQ(body["exception"]["values"][0]["value"], "a\nb\r\xef\xbf\xbd");
}

TEST_F(Envelope, of_an_event_says_what_where_and_in_which_version)
{
    auto told = an_event();
    told.user = 42;
    told.tags = {{"route", "/commander"}, {"shop", "3"}};
    auto const body
        = event(told, {{"main", "src/main.cpp", 10, true, nullptr}, {"f()", "", 0, false, nullptr}});
    EXPECT_EQ(body["timestamp"], "2026-11-23T12:00:00.500000Z");
    EXPECT_EQ(body["platform"], "native");
    EXPECT_EQ(body["level"], "error");
    EXPECT_EQ(body["release"], "ocpizza@1.2.3");
    EXPECT_EQ(body["environment"], "test");
    EXPECT_EQ(body["server_name"], "web-1");
    EXPECT_EQ(body["transaction"], "POST /commander");
    EXPECT_EQ(body["user"], (json{{"id", "42"}}));
    EXPECT_EQ(body["tags"], (json{{"route", "/commander"}, {"shop", "3"}}));
    auto exception = body["exception"]["values"][0];
    EXPECT_EQ(exception["type"], "std::runtime_error");
    EXPECT_EQ(exception["mechanism"]["handled"], false);
    auto frames = exception["stacktrace"]["frames"];
    ASSERT_EQ(frames.size(), 2U);
    EXPECT_EQ(frames[0]["function"], "main");
    EXPECT_EQ(frames[0]["filename"], "src/main.cpp");
    EXPECT_EQ(frames[0]["lineno"], 10);
    EXPECT_EQ(frames[0]["in_app"], true);
    EXPECT_FALSE(frames[1].contains("lineno") || frames[1].contains("filename"));
}

TEST_F(Envelope, of_a_line_of_the_log_has_no_exception)
{
    auto told = an_event();
    told.type.clear();
    told.value = "the backup failed";
    told.extra = {{"what", "disk full"}};
    auto body = event(told);
    EXPECT_EQ(body["logentry"]["formatted"], "the backup failed");
    EXPECT_EQ(body["extra"]["what"], "disk full");
    EXPECT_FALSE(body.contains("exception"));
}

TEST_F(Envelope, tells_nothing_of_a_person_wherever_it_stands)
{
    auto told = an_event();
    auto const secret = std::string{"lola@exemple.fr 06 12 34 56 78 token=abc 12 rue des Lilas"};
    told.value = secret;
    told.tags = {{"t", secret}};
    told.extra = {{"e", secret}};
    told.breadcrumbs = {{noon, "log", Level::Info, secret}};
    auto const envelope = envelope_of(told, {}, sender(), random, noon);
    for (auto const* const part : {"lola", "06 12", "abc", "Lilas"})
        EXPECT_THAT(envelope, Not(HasSubstr(part)));
}

TEST_F(Envelope, keeps_the_limits_of_texts_frames_and_breadcrumbs)
{
    auto told = an_event();
    told.value = std::string(50'000, 'x');
    told.tags = {{"long", std::string(5'000, 'x')}};
    told.breadcrumbs.assign(80, {noon, "log", Level::Info, std::string(50'000, 'y')});
    told.breadcrumbs.back().message = "the last one";
    std::vector<stack::Frame> frames(150, {"outer", "", 0, false, nullptr});
    frames.back().function = "where it broke";
    auto body = event(told, frames);
    auto exception = body["exception"]["values"][0];
    EXPECT_EQ(exception["value"].get<std::string>().size(), 8'192U);
    EXPECT_EQ(body["tags"]["long"].get<std::string>().size(), 200U);
    EXPECT_EQ(exception["stacktrace"]["frames"].size(), 100U);
    EXPECT_EQ(exception["stacktrace"]["frames"].back()["function"], "where it broke");
    EXPECT_EQ(body["breadcrumbs"]["values"].size(), 50U);
    EXPECT_EQ(body["breadcrumbs"]["values"].back()["message"], "the last one");
    EXPECT_EQ(body["breadcrumbs"]["values"][0]["message"].get<std::string>().size(), 8'192U);
}

TEST_F(Envelope, of_a_transaction_has_its_queries_as_spans)
{
    Transaction transaction{.name = "GET /panier",
        .begun = noon,
        .ended = at(1'795'435'200'750'000),
        .user = 7,
        .tags = {},
        .spans = {}};
    transaction.spans
        = {{"db.sql.query", "SELECT\n    1", at(1'795'435'200'550'001), at(1'795'435'200'560'000), false},
            {"db.sql.query", "COMMIT", noon, noon, true}};
    auto const three = lines(envelope_of(transaction, sender(), random, noon));
    ASSERT_EQ(three.size(), 3U);
    EXPECT_EQ(json::parse(three[1])["type"], "transaction");
    auto body = json::parse(three[2]);
    EXPECT_EQ(body["type"], "transaction");
    EXPECT_EQ(body["transaction"], "GET /panier");
    EXPECT_EQ(body["start_timestamp"], "2026-11-23T12:00:00.500000Z");
    EXPECT_EQ(body["timestamp"], "2026-11-23T12:00:00.750000Z");
    auto trace = body["contexts"]["trace"];
    EXPECT_EQ(trace["status"], "ok");
    EXPECT_EQ(trace["trace_id"].get<std::string>().size(), 32U);
    ASSERT_EQ(body["spans"].size(), 2U);
    EXPECT_EQ(body["spans"][0]["description"], "SELECT 1");
    EXPECT_EQ(body["spans"][0]["start_timestamp"], "2026-11-23T12:00:00.550001Z");
    EXPECT_EQ(body["spans"][0]["parent_span_id"], trace["span_id"]);
    EXPECT_EQ(body["spans"][1]["status"], "internal_error");
}

TEST_F(Envelope, of_sessions_leaves_out_what_did_not_happen)
{
    auto const three = lines(envelope_of(Sessions{noon, 12, 0, 1}, sender(), noon));
    ASSERT_EQ(three.size(), 3U);
    EXPECT_FALSE(json::parse(three[0]).contains("event_id"));
    EXPECT_EQ(json::parse(three[1])["type"], "sessions");
    auto body = json::parse(three[2]);
    EXPECT_EQ(body["aggregates"][0],
        (json{{"started", "2026-11-23T12:00:00.500000Z"}, {"exited", 12}, {"crashed", 1}}));
    EXPECT_EQ(body["attrs"]["release"], "ocpizza@1.2.3");
}

TEST(SentryAuth, names_version_client_and_key)
{
    EXPECT_EQ(auth_header(sender()),
        "X-Sentry-Auth: Sentry sentry_version=7, sentry_client=ocpizza.cpp/1.2.3, sentry_key=k");
}

} // namespace ocp::sentry
