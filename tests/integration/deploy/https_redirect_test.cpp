#include "ocpizza/app.h"
#include "ocpizza/deploy/self_request.h"
#include "platform/http/listening_socket.h"
#include "platform/log/log.h"
#include "tests/integration/deploy/deployed_copy.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <thread>

namespace ocp {
namespace {

/// The site behind a proxy that tells whether a request came over http.
struct HttpsRedirect : testing::TestWithParam<db::Engine> {
    static void SetUpTestSuite() { log::start(log::Format::Json, ::open("/dev/null", O_WRONLY | O_CLOEXEC)); }
    static void TearDownTestSuite() { log::stop(); }

    explicit HttpsRedirect(std::vector<std::string> const& proxies = {"127.0.0.1"})
    {
        settings.trusted_proxies = proxies;
        app = std::make_unique<App>(settings, database, http::open_listening_socket("127.0.0.1", 0));
        serving = std::thread{[this] { app->server.run(); }};
    }
    ~HttpsRedirect() override
    {
        app->server.stop();
        app->server.stop();
        serving.join();
    }
    deploy::Answer ask(std::string_view method, std::string target, std::string const& proto) const
    {
        return deploy::ask(app->server.port(),
            {method, std::move(target), "www.ocpizza.fr", "X-Forwarded-Proto: " + proto + "\r\n"});
    }

    test::DeployedCopy copy{GetParam()};
    Settings settings = load_settings({.options = {}, .environment = {}, .dotenv = copy.dotenv()}).value();
    db::Database database{database_options(settings)};
    std::unique_ptr<App> app;
    std::thread serving;
};
OCP_ON_BOTH_ENGINES(HttpsRedirect);

struct HttpsRedirectAndStrangers : HttpsRedirect {
    HttpsRedirectAndStrangers()
        : HttpsRedirect{{"192.0.2.1"}}
    {
    }
};
OCP_ON_BOTH_ENGINES(HttpsRedirectAndStrangers);

} // namespace

TEST_P(HttpsRedirect, leads_who_came_in_clear_to_the_same_address)
{
    for (auto const* const method : {"GET", "HEAD"})
        for (auto const* const target : {"/", "/connexion?retour=%2Fpanier", "//evil.example/", "/nowhere"}) {
            auto const answer = ask(method, target, "http");
            EXPECT_EQ(answer.status, 308U) << target;
            EXPECT_EQ(answer.header("location"), std::string{"https://www.ocpizza.fr"} + target);
            EXPECT_NE(answer.header("content-security-policy"), "") << target;
        }
}

TEST_P(HttpsRedirect, lets_pass_who_came_over_https_and_who_came_by_no_proxy)
{
    EXPECT_EQ(ask("GET", "/connexion", "https").status, 200U);
    EXPECT_EQ(ask("GET", "/healthz", "").status, 200U);
}

TEST_P(HttpsRedirect, does_not_send_a_form_on)
{
    EXPECT_EQ(ask("POST", "/connexion", "http").status, 403U);
}

TEST_P(HttpsRedirectAndStrangers, does_not_listen_to_them)
{
    EXPECT_EQ(ask("GET", "/connexion", "http").status, 200U);
}

} // namespace ocp
