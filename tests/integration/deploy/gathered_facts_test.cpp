#include "ocpizza/app.h"
#include "ocpizza/deploy/binary_hardening.h"
#include "ocpizza/deploy/deploy_check.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/report.h"
#include "platform/log/log.h"
#include "tests/integration/deploy/deployed_copy.h"
#include "tests/support/fake_vendor.h"

#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::DeployedCopy;
using testing::ElementsAre;

struct GatheredFacts : testing::TestWithParam<db::Engine> {
    static void SetUpTestSuite() { log::start(log::Format::Json, ::open("/dev/null", O_WRONLY | O_CLOEXEC)); }
    static void TearDownTestSuite() { log::stop(); }

    DeployedCopy copy{GetParam()};

    deploy::Facts gathered() const
    {
        return deploy::gather({.options = {}, .environment = {}, .dotenv = copy.dotenv()},
            copy.folder() / ".env", copy.machine());
    }
    /// As on the machine of the manual: tests run as they can, and not from a release.
    static deploy::Facts on_a_real_machine(deploy::Facts facts)
    {
        facts.process.is_root = false;
        facts.process.writable_program.clear();
        facts.process.hardening = deploy::Hardening{true, true, true, true, true};
        facts.process.open_files = 65'536;
        if (facts.backups) facts.backups->on_the_databases_volume = false;
        if (facts.database && facts.database->postgres) facts.database->postgres->data_checksums = "on";
        return facts;
    }
    static std::vector<std::string> ids(deploy::Facts const& facts)
    {
        std::vector<std::string> found;
        for (auto const& finding : deploy::findings(facts))
            found.push_back(finding.id + ": " + finding.found);
        return found;
    }
};
OCP_ON_BOTH_ENGINES(GatheredFacts);

} // namespace

TEST_P(GatheredFacts, of_a_filled_in_example_are_clean)
{
    auto const facts = on_a_real_machine(gathered());
    EXPECT_THAT(ids(facts), ElementsAre());
    EXPECT_THAT(facts.not_looked_at, ElementsAre());
    EXPECT_EQ(deploy::exit_code(deploy::findings(facts), facts), 0);
}

TEST_P(GatheredFacts, hold_an_answer_of_every_kind)
{
    auto const facts = gathered();
    ASSERT_TRUE(facts.site);
    std::set<unsigned> statuses;
    for (auto const& answer : facts.site->usual)
        statuses.insert(answer.status);
    for (unsigned const status : {200U, 303U, 304U, 404U, 405U, 413U, 500U, 503U})
        EXPECT_TRUE(statuses.contains(status)) << status;
    auto const posts = std::count_if(route_table().begin(), route_table().end(), [](Route const& route) {
        return route.method == http::Method::Post && route.guard != Guard::Signed;
    });
    EXPECT_EQ(static_cast<std::ptrdiff_t>(facts.site->foreign_posts.size()), posts);
    EXPECT_EQ(facts.site->unproven_posts.size(), 1U) << "Stripe's webhook";
    EXPECT_GT(facts.site->assets.size(), 3U);
    EXPECT_EQ(facts.site->metrics.size(), 2U);
    EXPECT_EQ(facts.site->in_clear->header("location"), "https://www.ocpizza.fr/connexion");
}

TEST_P(GatheredFacts, judge_the_real_answers_and_not_the_settings)
{
    auto facts = on_a_real_machine(gathered());
    // Nobody told browsers of https: the answers are those of another program than the settings promise.
    copy.variables["HSTS_SECONDS"] = "0";
    facts.site = gathered().site;
    auto const found = ids(facts);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found.front(), testing::HasSubstr("without strict-transport-security"));
}

TEST_P(GatheredFacts, hold_what_stands_beside_the_program)
{
    auto const facts = gathered();
    ASSERT_TRUE(facts.backups && facts.cron && facts.proxy && facts.certificate_left);
    EXPECT_EQ(facts.backups->days, 1U);
    EXPECT_LT(facts.backups->newest_age, std::chrono::minutes{10});
    ASSERT_EQ(facts.cron->lines.size(), 4U);
    EXPECT_EQ(facts.cron->lines[0].when, "30 1 * * *");
    EXPECT_THAT(facts.cron->lines[0].command, testing::StartsWith("cd /")) << "without its user";
    EXPECT_EQ(facts.proxy->places.size(), 2U);
    EXPECT_EQ(std::chrono::round<std::chrono::days>(*facts.certificate_left), std::chrono::days{90});
    EXPECT_EQ(facts.backups->on_the_databases_volume, GetParam() == db::Engine::Sqlite)
        << "both lie in the folder for temporary files";
}

TEST_P(GatheredFacts, know_no_cron_in_a_container)
{
    std::ofstream{copy.machine() / ".dockerenv"} << "";
    EXPECT_FALSE(gathered().cron);
}

TEST_P(GatheredFacts, say_when_nobody_shows_a_certificate)
{
    auto const path = copy.machine() / "etc/nginx/conf.d/ocpizza.conf";
    std::ofstream{path} << "server { listen 127.0.0.1:" << test::closed_port()
                        << " ssl; location / { proxy_pass http://127.0.0.1:8000; } }";
    auto const facts = gathered();
    ASSERT_EQ(facts.not_looked_at.size(), 1U);
    EXPECT_THAT(facts.not_looked_at.front(), testing::StartsWith("the site's certificate: "));
    EXPECT_EQ(deploy::exit_code(deploy::findings(facts), facts), 2);
}

TEST_P(GatheredFacts, hold_what_stripe_says_of_its_webhooks)
{
    test::FakeVendor stripe;
    EXPECT_FALSE(gathered().stripe) << "without a key nobody is asked";
    auto const is_production = GetParam() == db::Engine::Postgres;
    copy.variables["STRIPE_SECRET_KEY"]
        = is_production ? "sk_live_0123456789abcdef" : "sk_test_0123456789abcdef";
    copy.variables["STRIPE_WEBHOOK_SECRET"] = "whsec_0123456789abcdef0123";
    copy.variables["STRIPE_BASE_URL"] = stripe.base_url();
    stripe.answer({.body = R"({"object":"list","has_more":false,"data":[{"id":"we_1","status":"enabled",
        "url":"https://www.ocpizza.fr/webhooks/stripe","api_version":"2020-08-27","enabled_events":["*"]}]})"});
    auto const facts = gathered();
    ASSERT_TRUE(facts.stripe);
    EXPECT_EQ(facts.stripe->webhooks.at(0).api_version, "2020-08-27");
    EXPECT_EQ(stripe.requests(1).at(0).line, "GET /v1/webhook_endpoints?limit=100 HTTP/1.1");
    stripe.answer({.status = 401});
    auto const refused = gathered();
    ASSERT_TRUE(refused.stripe);
    EXPECT_TRUE(refused.stripe->refuses_our_key);
    for (auto const& [status, reason] :
        {std::pair{403U, "Stripe's webhooks: STRIPE_SECRET_KEY (***) may not read them"},
            {500U, "Stripe's webhooks: Stripe answers 500"}}) {
        stripe.answer({.status = status});
        auto const away = gathered();
        EXPECT_FALSE(away.stripe);
        EXPECT_THAT(away.not_looked_at, ElementsAre(reason));
        EXPECT_EQ(deploy::exit_code({}, away), 2);
    }
    copy.variables["STRIPE_BASE_URL"] = "http://127.0.0.1:" + std::to_string(test::closed_port());
    EXPECT_THAT(gathered().not_looked_at, ElementsAre("Stripe's webhooks: Stripe cannot be reached"));
    copy.variables["STRIPE_BASE_URL"] = "http://stripe.invalid";
    EXPECT_THAT(gathered().not_looked_at, ElementsAre()) << "the key is not sent in clear";
}

TEST_P(GatheredFacts, are_told_to_nobody)
{
    test::FakeVendor sentry;
    copy.variables["SENTRY_DSN"] = "http://k@127.0.0.1:" + std::to_string(sentry.port()) + "/1";
    copy.variables["SENTRY_TRACES_SAMPLE_RATE"] = "1";
    EXPECT_TRUE(gathered().site);
    EXPECT_EQ(sentry.connections(), 0U);
}

TEST(RouteFaults, are_names_and_addresses_given_twice)
{
    using enum http::Method;
    auto const route = [](http::Method method, std::string_view pattern, std::string_view name) {
        return Route{method, pattern, Guard::Anyone, http::Application::Lane::Pages, Sharing::Personal, name,
            [](App&, account::Call const&) -> html::Answer { return http::text(""); }};
    };
    Route const good[]
        = {route(Get, "/a/{x}", "one"), route(Post, "/a/{x}", "two"), route(Get, "/", "three")};
    EXPECT_THAT(deploy::route_faults(good), ElementsAre());
    Route const bad[] = {route(Get, "/a/{x}", "one"), route(Get, "/a/{y}", "two"), route(Get, "/b", "one"),
        route(Get, "/c/", "three")};
    EXPECT_EQ(deploy::route_faults(bad).size(), 3U);
}

TEST(BinaryHardening, is_read_from_the_program_itself)
{
    auto const ours = deploy::hardening_of("/proc/self/exe");
    ASSERT_TRUE(ours);
    EXPECT_TRUE(ours->position_independent);
    EXPECT_TRUE(ours->no_executable_stack);
    EXPECT_TRUE(ours->stack_protector);
    EXPECT_FALSE(deploy::hardening_of(OCP_ENV_EXAMPLE));
    EXPECT_FALSE(deploy::hardening_of("/nowhere"));
}

} // namespace ocp
