#include "platform/log/log.h"
#include "platform/outgoing/caller.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>
#include <unistd.h>

namespace ocp::outgoing {

namespace {

using namespace std::chrono_literals;
using test::FakeVendor;
using testing::HasSubstr;
using testing::Not;
using Manner = FakeVendor::Manner;
using Steady = std::chrono::steady_clock;

struct OutgoingCall : testing::Test {
    FakeVendor vendor;
    Caller caller{{.user_agent = "ocpizza/1.2.3", .ca_file = ""}};

    Request request(std::string const& base_url) const
    {
        return {.vendor = "fake",
            .base_url = base_url,
            .path = "/things?secret=1",
            .headers = {"X-Key: hidden"},
            .body = "question",
            .connect_within = 500ms,
            .answer_within = 500ms};
    }
    Request request() const { return request(vendor.base_url()); }
    Answer ask() { return caller.ask(request()); }
};

} // namespace

TEST_F(OutgoingCall, brings_the_question_there_and_the_answer_back)
{
    vendor.answer({.status = 201, .headers = "X-Thing: yes\r\n", .body = "answer"});
    auto const answer = ask();
    EXPECT_EQ(answer.failure, std::nullopt);
    EXPECT_EQ(answer.status, 201U);
    EXPECT_EQ(answer.header("x-thing"), "yes");
    EXPECT_EQ(answer.body, "answer");
    auto const asked = vendor.requests(1).at(0);
    EXPECT_EQ(asked.line, "POST /things?secret=1 HTTP/1.1");
    EXPECT_EQ(asked.body, "question");
    EXPECT_EQ(asked.header("x-key"), "hidden");
    EXPECT_EQ(asked.header("user-agent"), "ocpizza/1.2.3");
    EXPECT_EQ(asked.header("expect"), "");
}

TEST_F(OutgoingCall, sends_no_body_with_a_GET)
{
    auto get = request();
    get.method = "GET";
    EXPECT_EQ(caller.ask(get).failure, std::nullopt);
    auto const asked = vendor.requests(1).at(0);
    EXPECT_EQ(asked.line, "GET /things?secret=1 HTTP/1.1");
    EXPECT_EQ(asked.body, "");
}

TEST_F(OutgoingCall, keeps_its_connection_for_the_next)
{
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(ask().failure, std::nullopt);
    EXPECT_EQ(vendor.connections(), 1U);
}

TEST_F(OutgoingCall, is_not_sent_when_nobody_listens)
{
    auto const answer = caller.ask(request("http://127.0.0.1:" + std::to_string(test::closed_port())));
    EXPECT_EQ(answer.failure, Failure::NotSent);
    EXPECT_EQ(answer.status, 0U);
    EXPECT_NE(answer.trouble, "");
}

TEST_F(OutgoingCall, is_unknown_when_no_answer_comes_in_time)
{
    vendor.answer({.manner = Manner::Silent});
    auto const begun = Steady::now();
    EXPECT_EQ(ask().failure, Failure::Unknown);
    EXPECT_GE(Steady::now() - begun, 450ms);
    EXPECT_LT(Steady::now() - begun, 2s);
}

TEST_F(OutgoingCall, is_unknown_when_the_answer_breaks_off_or_is_none)
{
    for (auto const manner : {Manner::Cut, Manner::Gone, Manner::Garbage}) {
        vendor.answer({.body = "a longer answer", .manner = manner});
        EXPECT_EQ(ask().failure, Failure::Unknown) << static_cast<int>(manner);
    }
}

TEST_F(OutgoingCall, takes_no_answer_over_a_megabyte)
{
    vendor.answer({.body = std::string(1'000'001, 'x')});
    auto const answer = ask();
    EXPECT_EQ(answer.failure, Failure::Unknown);
    EXPECT_LE(answer.body.size(), 1'000'000U);
}

TEST_F(OutgoingCall, follows_no_redirect)
{
    FakeVendor elsewhere;
    vendor.answer({.status = 302, .headers = "Location: " + elsewhere.base_url() + "/\r\n"});
    EXPECT_EQ(ask().failure, Failure::OurFault);
    EXPECT_EQ(elsewhere.connections(), 0U);
}

TEST_F(OutgoingCall, reads_Retry_After)
{
    vendor.answer({.status = 429, .headers = "Retry-After: 17\r\n"});
    auto const answer = ask();
    EXPECT_EQ(answer.failure, Failure::Later);
    EXPECT_EQ(answer.retry_after, 17s);
}

TEST_F(OutgoingCall, ends_when_another_thread_says_so)
{
    vendor.answer({.manner = Manner::Silent});
    auto patient = request();
    patient.connect_within = patient.answer_within = 30s;
    std::thread hurry{[this] {
        vendor.requests(1);
        // libcurl has looked at its own clocks by then, and would sleep on.
        std::this_thread::sleep_for(300ms);
        caller.end_by(Steady::now());
    }};
    auto const begun = Steady::now();
    EXPECT_EQ(caller.ask(patient).failure, Failure::Unknown);
    EXPECT_LT(Steady::now() - begun, 900ms) << "at once, not when it looks at the clock again";
    hurry.join();
    EXPECT_EQ(caller.ask(patient).failure, Failure::NotSent) << "and nothing is begun afterwards";
}

TEST_F(OutgoingCall, goes_past_the_proxy_of_the_environment_on_this_machine)
{
    FakeVendor proxy;
    ::setenv("http_proxy", proxy.base_url().c_str(), 1);
    auto const answer = ask();
    ::unsetenv("http_proxy");
    EXPECT_EQ(answer.failure, std::nullopt);
    EXPECT_EQ(proxy.connections(), 0U);
}

TEST_F(OutgoingCall, speaks_http_and_https_alone)
{
    for (auto const* const base_url : {"file:///etc", "ftp://127.0.0.1", "127.0.0.1", ""})
        EXPECT_THROW(caller.ask(request(base_url)), std::invalid_argument) << base_url;
}

TEST_F(OutgoingCall, is_a_line_of_the_log_without_headers_bodies_and_query)
{
    test::TempFolder const folder;
    auto const path = folder / "log";
    log::start(log::Format::Json, ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    vendor.answer({.status = 503, .headers = "X-Request-Id: req-7\r\n", .body = "private"});
    ask();
    log::stop();
    std::ostringstream line;
    line << std::ifstream{path}.rdbuf();
    for (auto const* const part :
        {R"("vendor":"fake")", R"("method":"POST")", R"("path":"/things")", R"("status":503)", R"("ms":)",
            R"("attempt":1)", R"("vendor_id":"req-7")", R"("failure":"later")"})
        EXPECT_THAT(line.str(), HasSubstr(part));
    for (auto const* const part : {"secret", "hidden", "question", "private"})
        EXPECT_THAT(line.str(), Not(HasSubstr(part)));
}

} // namespace ocp::outgoing
