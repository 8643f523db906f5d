#include "clients/stripe/client.h"
#include "platform/log/log.h"
#include "platform/secrets/secrets.h"
#include "tests/integration/clients/stripe_answers.h"
#include "tests/support/fake_vendor.h"
#include "tests/support/temp_folder.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <set>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace ocp {
namespace {

using namespace std::chrono_literals;
using outgoing::Failure;
using stripe::Patience;
using test::FakeVendor;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Manner = FakeVendor::Manner;
using Steady = std::chrono::steady_clock;

constexpr auto key = "sk_test_a_key_that_nobody_has_0123456789";

stripe::Settings settings_for(std::string const& base_url)
{
    return {.base_url = base_url,
        .secret_key = key,
        .customer = {500ms, 2'500ms},
        .background = {500ms, 700ms},
        .most_customers = 2};
}

struct StripeClient : testing::Test {
    FakeVendor vendor;
    secrets::SystemRandom random;
    stripe::Client client{{"ocpizza/test", ""}, settings_for(vendor.base_url()), random};

    static void SetUpTestSuite() { log_nowhere(); }
    static void TearDownTestSuite() { log::stop(); }
    static void log_nowhere() { log::start(log::Format::Json, ::open("/dev/null", O_WRONLY | O_CLOEXEC)); }

    StripeClient() { vendor.answer({.body = test::an_open_session}); }

    stripe::Answer<stripe::Session> create(Patience patience = Patience::Background)
    {
        return client.create_session(test::a_new_session(), patience);
    }
    /// What comes of that answer while nobody waits.
    stripe::Trouble trouble_after(FakeVendor::Answer answer)
    {
        vendor.answer(std::move(answer));
        auto const asked = create();
        EXPECT_FALSE(asked);
        return asked ? stripe::Trouble{Failure::No, 999, "no trouble at all", ""} : asked.error();
    }
    Failure failure_after(FakeVendor::Answer answer) { return trouble_after(std::move(answer)).failure; }
    static std::string error(std::string const& members) { return R"({"error":{)" + members + "}}"; }
};

/// What the program logs while it lives.
class Logged {
public:
    Logged()
    {
        log::stop();
        log::start(log::Format::Json, ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    }
    std::string all()
    {
        log::stop();
        StripeClient::log_nowhere();
        std::ostringstream text;
        text << std::ifstream{path_}.rdbuf();
        return text.str();
    }

private:
    test::TempFolder folder_;
    std::filesystem::path path_ = folder_ / "log";
};

} // namespace

TEST_F(StripeClient, asks_for_a_session_as_documented)
{
    auto const session = create();
    ASSERT_TRUE(session);
    EXPECT_EQ(session->id, "cs_test_1");
    EXPECT_EQ(session->url, "https://checkout.stripe.com/c/pay/cs_test_1");
    auto const asked = vendor.requests(1).at(0);
    EXPECT_EQ(asked.line, "POST /v1/checkout/sessions HTTP/1.1");
    EXPECT_EQ(asked.header("content-type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(asked.header("authorization"), std::string{"Bearer "} + key);
    EXPECT_EQ(asked.header("stripe-version"), "2020-08-27");
    EXPECT_EQ(asked.header("idempotency-key"), "order-42-pay-1");
    EXPECT_EQ(asked.header("user-agent"), "ocpizza/test");
    EXPECT_THAT(asked.body,
        StartsWith(
            "mode=payment"
            "&success_url=https%3A%2F%2Foc.test%2Fpaiement%2Fretour%3Fsession%3D%7BCHECKOUT_SESSION_ID%7D"
            "&cancel_url=https%3A%2F%2Foc.test%2Fpanier&client_reference_id=2026-000042"
            "&customer_email=lola%40example.test&locale=fr&expires_at=1795440600&"));
    EXPECT_THAT(asked.body, HasSubstr("&payment_intent_data[metadata][order]=42&line_items[0][quantity]=1&"));
}

TEST_F(StripeClient, reads_with_the_version_and_without_a_key)
{
    EXPECT_TRUE(client.session("cs_test_1", Patience::Customer));
    auto const asked = vendor.requests(1).at(0);
    EXPECT_EQ(asked.line, "GET /v1/checkout/sessions/cs_test_1 HTTP/1.1");
    EXPECT_EQ(asked.header("stripe-version"), "2020-08-27");
    EXPECT_EQ(asked.header("idempotency-key"), "");
    EXPECT_EQ(asked.body, "");
}

TEST_F(StripeClient, gives_each_expiry_a_key_of_its_own)
{
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(client.expire_session("cs_test_1", Patience::Background));
    std::set<std::string> keys;
    for (auto const& asked : vendor.requests(3)) {
        EXPECT_EQ(asked.line, "POST /v1/checkout/sessions/cs_test_1/expire HTTP/1.1");
        EXPECT_EQ(asked.body, "");
        keys.insert(asked.header("idempotency-key"));
    }
    EXPECT_EQ(keys.size(), 3U);
    EXPECT_FALSE(keys.contains(""));
}

TEST_F(StripeClient, asks_nothing_about_what_is_no_id)
{
    for (std::string const id : {"", "..", "cs/../../refunds", "cs?x=1", "{CHECKOUT_SESSION_ID}"}) {
        EXPECT_EQ(client.session(id, Patience::Customer).error().failure, Failure::No) << id;
        EXPECT_EQ(client.expire_session(id, Patience::Background).error().failure, Failure::No) << id;
        EXPECT_EQ(client.refunds_of(id, Patience::Background).error().failure, Failure::No) << id;
        auto refund = test::a_new_refund();
        refund.payment_intent = id;
        EXPECT_EQ(client.create_refund(refund, Patience::Background).error().failure, Failure::No) << id;
    }
    EXPECT_FALSE(client.payment_intents_since({}, "..", Patience::Background));
    EXPECT_EQ(vendor.connections(), 0U);
}

TEST_F(StripeClient, tells_each_class_of_failure_by_the_status)
{
    EXPECT_EQ(failure_after({.status = 401}), Failure::OurFault);
    EXPECT_EQ(failure_after({.status = 403}), Failure::OurFault);
    EXPECT_EQ(failure_after({.status = 302}), Failure::OurFault);
    EXPECT_EQ(failure_after({.status = 402}), Failure::No);
    EXPECT_EQ(failure_after({.status = 404}), Failure::No);
    EXPECT_EQ(failure_after({.status = 409}), Failure::Later);
    EXPECT_EQ(failure_after({.status = 500}), Failure::Later);
    auto const busy = trouble_after({.status = 429, .headers = "Retry-After: 17\r\n"});
    EXPECT_EQ(busy.failure, Failure::Later);
    EXPECT_EQ(busy.retry_after, 17s);
    EXPECT_EQ(trouble_after({.status = 429, .headers = "Retry-After: 999999999\r\n"}).retry_after, 1h);
    EXPECT_EQ(vendor.requests().size(), 9U) << "one exchange each";
}

TEST_F(StripeClient, tells_stripes_own_words)
{
    auto const declined = trouble_after(
        {.status = 402, .body = error(R"("type":"card_error","code":"card_declined","decline_code":"x")")});
    EXPECT_EQ(declined.status, 402U);
    EXPECT_EQ(declined.type, "card_error");
    EXPECT_EQ(declined.code, "card_declined");
    auto const other_parameters
        = trouble_after({.status = 400, .body = error(R"("type":"idempotency_error")")});
    EXPECT_EQ(other_parameters.failure, Failure::No);
    EXPECT_EQ(other_parameters.type, "idempotency_error");
    EXPECT_EQ(failure_after({.status = 400,
                  .body = error(R"("type":"invalid_request_error","code":"parameter_missing")")}),
        Failure::No);
    EXPECT_EQ(failure_after({.status = 400,
                  .body = error(R"("type":"invalid_request_error","code":"parameter_unknown")")}),
        Failure::OurFault)
        << "no other refund would do better";
}

TEST_F(StripeClient, never_takes_for_done_what_it_cannot_read)
{
    for (auto const manner : {Manner::Cut, Manner::Gone, Manner::Garbage, Manner::Silent}) {
        EXPECT_EQ(failure_after({.body = test::an_open_session, .manner = manner}), Failure::Unknown)
            << static_cast<int>(manner);
    }
    EXPECT_EQ(failure_after({.body = std::string(1'000'001, 'x')}), Failure::Unknown) << "too big";
    for (auto const* const body : {"", "{}", "<html>", R"({"id":"cs_test_1"})", R"({"status":"open"})"})
        EXPECT_EQ(failure_after({.body = body}), Failure::Unknown) << body;
}

TEST_F(StripeClient, does_not_reach_who_is_not_there)
{
    auto const nobody = settings_for("http://127.0.0.1:" + std::to_string(test::closed_port()));
    stripe::Client alone{{"ocpizza/test", ""}, nobody, random};
    auto const asked = alone.create_session(test::a_new_session(), Patience::Customer);
    EXPECT_EQ(asked.error().failure, Failure::NotSent);
    EXPECT_EQ(asked.error().status, 0U);
}

TEST_F(StripeClient, tries_again_under_the_same_key_while_a_customer_waits)
{
    // On a connection that served before, libcurl would ask again by itself.
    vendor.answer_first({{.manner = Manner::Gone}});
    EXPECT_TRUE(create(Patience::Customer)) << "the connection was cut";
    vendor.answer_first({{.status = 409}});
    EXPECT_TRUE(create(Patience::Customer)) << "the key was in use";
    vendor.answer_first({{.status = 503, .headers = "Stripe-Should-Retry: true\r\n"}});
    EXPECT_TRUE(create(Patience::Customer)) << "Stripe said so";
    auto const asked = vendor.requests(6);
    ASSERT_EQ(asked.size(), 6U);
    for (auto const& one : asked) {
        EXPECT_EQ(one.header("idempotency-key"), "order-42-pay-1");
        EXPECT_EQ(one.body, asked.front().body);
    }
}

TEST_F(StripeClient, does_not_forget_that_an_earlier_try_may_have_been_heard)
{
    auto leaving = std::make_unique<FakeVendor>();
    leaving->answer({.status = 409, .headers = "Connection: close\r\n"});
    stripe::Client left_alone{{"ocpizza/test", ""}, settings_for(leaving->base_url()), random};
    std::thread leaves{[&] {
        leaving->requests(1);
        std::this_thread::sleep_for(100ms);
        leaving.reset();
    }};
    auto const asked = left_alone.create_session(test::a_new_session(), Patience::Customer);
    leaves.join();
    EXPECT_EQ(asked.error().failure, Failure::Unknown) << "the second try found nobody";
}

TEST_F(StripeClient, gives_an_expiry_the_same_key_at_each_try)
{
    vendor.answer_first({{.status = 409}});
    EXPECT_TRUE(client.expire_session("cs_test_1", Patience::Customer));
    auto const asked = vendor.requests(2);
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_EQ(asked[0].header("idempotency-key"), asked[1].header("idempotency-key"));
}

TEST_F(StripeClient, keeps_no_customer_waiting_for_a_stripe_that_is_away)
{
    vendor.answer({.status = 500});
    EXPECT_EQ(create(Patience::Customer).error().failure, Failure::Later);
    vendor.answer({.status = 409, .headers = "Stripe-Should-Retry: false\r\n"});
    EXPECT_FALSE(create(Patience::Customer));
    EXPECT_EQ(vendor.requests().size(), 2U) << "nothing was tried again";
    vendor.answer({.manner = Manner::Silent});
    auto const begun = Steady::now();
    EXPECT_EQ(create(Patience::Customer).error().failure, Failure::Unknown);
    EXPECT_LT(Steady::now() - begun, 3s);
    EXPECT_EQ(vendor.requests().size(), 3U);
}

TEST_F(StripeClient, tries_once_while_nobody_waits)
{
    for (auto const& trouble : {FakeVendor::Answer{.manner = Manner::Gone}, FakeVendor::Answer{.status = 409},
             FakeVendor::Answer{.status = 500, .headers = "Stripe-Should-Retry: true\r\n"}})
        trouble_after(trouble);
    EXPECT_EQ(vendor.requests().size(), 3U);
}

TEST_F(StripeClient, lets_so_many_customers_wait_and_no_more)
{
    vendor.answer({.manner = Manner::Silent});
    std::vector<std::thread> waiting;
    for (int i = 0; i < 2; ++i)
        waiting.emplace_back(
            [this] { EXPECT_EQ(create(Patience::Customer).error().failure, Failure::Unknown); });
    vendor.requests(2);
    auto const begun = Steady::now();
    auto const third = create(Patience::Customer);
    EXPECT_EQ(third.error().failure, Failure::NotSent);
    EXPECT_EQ(third.error().status, 0U);
    EXPECT_LT(Steady::now() - begun, 200ms);
    vendor.answer_first({{.body = test::an_open_session}});
    EXPECT_TRUE(create(Patience::Background)) << "those who wait for nothing are not counted";
    for (auto& one : waiting)
        one.join();
    vendor.answer({.body = test::an_open_session});
    EXPECT_TRUE(create(Patience::Customer)) << "the others have left";
}

TEST_F(StripeClient, leaves_customers_out_of_it_while_it_is_away)
{
    vendor.answer({.status = 500});
    for (int i = 0; i < 20; ++i)
        create();
    EXPECT_TRUE(client.is_away());
    EXPECT_EQ(create(Patience::Customer).error().failure, Failure::NotSent);
    EXPECT_EQ(vendor.requests().size(), 20U) << "the customer's was not sent";
    vendor.answer({.body = test::an_open_session});
    EXPECT_TRUE(create(Patience::Background)) << "the queue tries all the same";
    EXPECT_FALSE(client.is_away());
    EXPECT_TRUE(create(Patience::Customer));
}

TEST_F(StripeClient, does_not_take_its_own_mistakes_for_a_stripe_that_is_away)
{
    for (unsigned const status : {400U, 401U, 402U, 404U, 409U}) {
        vendor.answer({.status = status});
        for (int i = 0; i < 20; ++i)
            create();
        EXPECT_FALSE(client.is_away()) << status;
    }
    vendor.answer({.body = "{}"});
    for (int i = 0; i < 120; ++i)
        create();
    EXPECT_TRUE(client.is_away()) << "but what cannot be read is its";
}

TEST_F(StripeClient, gives_way_to_a_stripe_that_has_too_much_to_do)
{
    vendor.answer({.status = 429});
    for (int i = 0; i < 20; ++i)
        create();
    EXPECT_TRUE(client.is_away());
}

TEST_F(StripeClient, keeps_its_connections)
{
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(create());
    EXPECT_EQ(vendor.connections(), 1U);
}

TEST_F(StripeClient, ends_when_the_program_does)
{
    vendor.answer({.manner = Manner::Silent});
    std::thread hurry{[this] {
        vendor.requests(1);
        std::this_thread::sleep_for(100ms);
        client.end_by(Steady::now());
    }};
    auto const begun = Steady::now();
    EXPECT_EQ(create(Patience::Customer).error().failure, Failure::Unknown);
    EXPECT_LT(Steady::now() - begun, 1s);
    hurry.join();
    vendor.answer({.body = test::an_open_session});
    EXPECT_EQ(create().error().failure, Failure::NotSent);
    stripe::Client ended{{"ocpizza/test", ""}, settings_for(vendor.base_url()), random};
    ended.end_by(Steady::now());
    EXPECT_EQ(ended.session("cs_test_1", Patience::Background).error().failure, Failure::NotSent);
}

TEST_F(StripeClient, logs_no_secret)
{
    Logged logged;
    create();
    client.session(
        "cs_test_a1DdOmQv0n5OPZWFOxthsZNY5st8KZn1in6ii1Eh2O9P9moarFA42h1Yu5", Patience::Background);
    auto const quoting = std::string{R"("type":"invalid_request_error","code":"parameter_invalid",)"}
        + R"("param":"customer_email","message":"Invalid: lola@example.test )" + key + "\"";
    for (unsigned const status : {400U, 401U, 402U, 429U, 500U})
        trouble_after({.status = status, .headers = "Request-Id: req_7\r\n", .body = error(quoting)});
    trouble_after({.body = "{}"});
    trouble_after({.status = 400, .body = error(R"("message":"Received unknown parameter: colour")")});
    auto const log = logged.all();
    for (auto const* const part : {key, "Bearer", "lola", "example.test", "42h1Yu5", "success_url", "Reine"})
        EXPECT_THAT(log, Not(HasSubstr(part)));
    for (auto const* const part :
        {R"("vendor":"stripe")", R"("path":"/v1/checkout/sessions")", R"("attempt":1,"vendor_id":"req_7")",
            R"("code":"parameter_invalid")", R"("param":"customer_email")",
            R"("what":"Received unknown parameter: colour")", "an answer could not be read"})
        EXPECT_THAT(log, HasSubstr(part));
}

} // namespace ocp
