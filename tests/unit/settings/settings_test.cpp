#include "ocpizza/settings.h"
#include "ocpizza/settings_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ocp {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string const good_key = "q7Vf0pXy2KcW9sLb4RtZ8mNd1HjG6aEuS3oTi5UxQvPkYwBz+/Cr";

VariableMap a_production()
{
    return {{"APP_ENV", "production"}, {"DEBUG", "false"}, {"SECRET_KEY", good_key},
        {"DATABASE_URL", "postgres://oc:pizza@db.example/oc"}, {"PUBLIC_URL", "https://oc-pizza.example"},
        {"SMTP_URL", "smtp://mail.example:587"}, {"MAIL_FROM", "OC Pizza <bonjour@oc-pizza.example>"}};
}

VariableMap with(VariableMap map, std::string const& name, std::string const& value)
{
    map[name] = value;
    return map;
}

Settings loaded(VariableMap environment)
{
    auto const settings = load_settings({.options = {}, .environment = std::move(environment), .dotenv = {}});
    if (!settings) throw std::runtime_error{settings.error().front().sentence};
    return *settings;
}

/// The sentences against these settings, one a line; "" when there are none.
std::string faults(VariableMap environment, std::optional<std::string> dotenv = {})
{
    auto const settings
        = load_settings({.options = {}, .environment = std::move(environment), .dotenv = std::move(dotenv)});
    std::string all;
    if (!settings)
        for (auto const& fault : settings.error())
            all += fault.sentence + "\n";
    return all;
}

std::string line_of(SettingSources const& sources, std::string const& name)
{
    for (auto const& line : describe_settings(sources))
        if (line.name == name) return line.value + " from " + line.source;
    return "";
}

} // namespace

TEST(Settings, start_development_from_nothing)
{
    auto const settings = loaded({});
    EXPECT_EQ(settings.app_env, Environment::Development);
    EXPECT_TRUE(settings.debug);
    EXPECT_EQ(settings.listen.host, "127.0.0.1");
    EXPECT_EQ(settings.listen.port, 8000);
    EXPECT_EQ(settings.workers, 8u);
    EXPECT_EQ(settings.queue_limit, 256u);
    EXPECT_EQ(settings.database_url, "sqlite:///var/ocpizza.sqlite");
    EXPECT_EQ(settings.public_url, "http://localhost:8000");
    EXPECT_EQ(settings.secret_key, "");
    EXPECT_EQ(settings.hsts, std::chrono::seconds{31'536'000});
    EXPECT_EQ(settings.algolia_index_prefix, "development_");
    EXPECT_EQ(settings.map_attribution, "© OpenStreetMap");
    EXPECT_THAT(settings.allowed_hosts, ElementsAre("127.0.0.1", "[::1]", "localhost"));
    EXPECT_THAT(settings.trusted_proxies, ElementsAre("127.0.0.1", "::1"));
}

TEST(Settings, start_production_when_all_is_told)
{
    auto const settings
        = loaded(with(a_production(), "ADDS_ALLOWED_HOSTS", "Www.OC-Pizza.example, .shops.example"));
    EXPECT_EQ(settings.app_env, Environment::Production);
    EXPECT_FALSE(settings.debug);
    EXPECT_THAT(
        settings.allowed_hosts, ElementsAre(".shops.example", "oc-pizza.example", "www.oc-pizza.example"));
}

TEST(Settings, follow_the_port_in_the_address_of_development)
{
    EXPECT_EQ(loaded({{"LISTEN", "127.0.0.1:9123"}}).public_url, "http://localhost:9123");
    EXPECT_EQ(loaded({{"LISTEN", "127.0.0.1:9123"}, {"PUBLIC_URL", "http://192.0.2.7:80"}}).public_url,
        "http://192.0.2.7:80");
}

TEST(Settings, name_each_required_one_that_is_missing_outside_development)
{
    for (auto const* environment : {"production", "test"}) {
        auto const said = faults({{"APP_ENV", environment}});
        for (auto const* name : {"DEBUG", "SECRET_KEY", "DATABASE_URL", "PUBLIC_URL"})
            EXPECT_THAT(said,
                HasSubstr(std::string{name} + " is not set, and only development may start without it"));
    }
    EXPECT_THAT(faults({{"APP_ENV", "prod"}}), HasSubstr("DATABASE_URL is not set"))
        << "an unknown one is not development";
}

TEST(Settings, take_the_option_before_the_environment_before_the_file)
{
    SettingSources sources{.options = {}, .environment = {}, .dotenv = "WORKERS=2\n"};
    EXPECT_EQ(load_settings(sources)->workers, 2u);
    sources.environment["WORKERS"] = "3";
    EXPECT_EQ(load_settings(sources)->workers, 3u);
    sources.options["WORKERS"] = "4";
    EXPECT_EQ(load_settings(sources)->workers, 4u);
    sources.options["WORKERS"] = "";
    EXPECT_EQ(load_settings(sources)->workers, 8u) << "empty sets back to the default";
}

TEST(Settings, say_name_fault_and_expected_form_of_a_malformed_value)
{
    EXPECT_EQ(faults({{"WORKERS", "many"}}),
        "WORKERS = \"many\" from environment is not a whole number; expected a "
        "whole number from 1 to 256.\n");
    EXPECT_EQ(faults({}, "DEBUG=maybe"),
        "DEBUG = \"maybe\" from .env is neither true nor false; expected true or false.\n");
}

TEST(Settings, report_every_fault_at_once)
{
    auto const said = faults({{"WORKERS", "0"}, {"LISTEN", "8000"}}, "COLOUR=red\nbroken\n");
    EXPECT_THAT(said, HasSubstr("WORKERS"));
    EXPECT_THAT(said, HasSubstr("LISTEN"));
    EXPECT_THAT(said, HasSubstr("COLOUR (.env, line 1) is not a setting"));
    EXPECT_THAT(said, HasSubstr(".env, line 2, has no = sign"));
}

TEST(Settings, judge_unknown_names_in_the_file_and_near_misses_in_the_environment)
{
    EXPECT_EQ(faults({{"COLOUR", "red"}, {"PATH", "/bin"}, {"LISTEN_FDS", "1"}}), "");
    EXPECT_THAT(faults({{"HSTS_SECOND", "1"}}), HasSubstr("expected HSTS_SECONDS?"));
    EXPECT_THAT(faults({{"SENTRY_DNS", "x"}}), HasSubstr("expected SENTRY_DSN?"));
    EXPECT_THAT(faults({{"database_url", "x"}}), HasSubstr("expected DATABASE_URL?"));
    EXPECT_THAT(faults({}, "STRIPE_SECRETKEY=x"), HasSubstr("expected STRIPE_SECRET_KEY?"));
}

TEST(Settings, never_tell_a_secret)
{
    auto const short_key = faults({{"SECRET_KEY", "hunter2"}});
    EXPECT_THAT(
        short_key, HasSubstr("SECRET_KEY = (not shown) from environment is shorter than 50 characters"));
    EXPECT_THAT(short_key, Not(HasSubstr("hunter2")));
    EXPECT_THAT(faults({{"DATABASE_URL", "postgres://oc:hunter2@db"}}), Not(HasSubstr("hunter2")));

    for (auto const& row : setting_rows()) {
        if (row.show != Show::Nothing) continue;
        auto const name = std::string{row.name};
        SettingSources const sources{.options = {}, .environment = {{name, "hunter2\n"}}, .dotenv = {}};
        EXPECT_EQ(line_of(sources, name), "*** from environment");
        EXPECT_THAT(faults(sources.environment), Not(HasSubstr("hunter2"))) << name;
    }
}

TEST(Settings, describe_values_and_where_they_come_from)
{
    SettingSources const sources{.options = {{"LISTEN", "127.0.0.1:9000"}},
        .environment = {{"DATABASE_URL", "postgres://oc:p@ss:w@db:5432/oc?password=again&x=1"}},
        .dotenv = "WORKERS=nonsense\n"};
    EXPECT_EQ(line_of(sources, "LISTEN"), "127.0.0.1:9000 from option");
    EXPECT_EQ(
        line_of(sources, "DATABASE_URL"), "postgres://oc:***@db:5432/oc?password=***&x=1 from environment");
    EXPECT_EQ(line_of(sources, "WORKERS"), "nonsense from .env");
    EXPECT_EQ(line_of(sources, "PUBLIC_URL"), "http://localhost:9000 from default");
    EXPECT_EQ(line_of(sources, "SECRET_KEY"), " from default");
}

TEST(Settings, refuse_in_production_what_only_development_may_have)
{
    EXPECT_EQ(faults(a_production()), "");
    EXPECT_THAT(faults(with(a_production(), "DEBUG", "true")), HasSubstr("DEBUG is true"));
    EXPECT_THAT(faults(with(a_production(), "RATE_LIMITS", "soak")), HasSubstr("RATE_LIMITS is soak"));
    EXPECT_THAT(faults(with(a_production(), "SMTP_URL", "")), HasSubstr("SMTP_URL is not set"));
    EXPECT_THAT(
        faults(with(a_production(), "SMTP_REQUIRE_TLS", "false")), HasSubstr("SMTP_REQUIRE_TLS is false"));
    auto paying = with(a_production(), "STRIPE_WEBHOOK_SECRET", "whsec_1");
    EXPECT_EQ(faults(with(paying, "STRIPE_SECRET_KEY", "sk_live_1")), "");
    EXPECT_THAT(faults(with(paying, "STRIPE_SECRET_KEY", "sk_test_1")), HasSubstr("test key"));
    EXPECT_EQ(faults({{"RATE_LIMITS", "soak"}, {"SMTP_REQUIRE_TLS", "off"}}), "");
}

TEST(Settings, refuse_live_money_outside_production)
{
    VariableMap const paying{{"STRIPE_SECRET_KEY", "sk_live_1"}, {"STRIPE_WEBHOOK_SECRET", "whsec_1"}};
    EXPECT_THAT(faults(paying), HasSubstr("live key"));
    EXPECT_EQ(faults(with(paying, "STRIPE_SECRET_KEY", "sk_test_1")), "");
    EXPECT_THAT(faults(with(paying, "STRIPE_SECRET_KEY", "pk_test_1")), HasSubstr("not a secret key"));
}

TEST(Settings, want_both_of_two_that_belong_together)
{
    EXPECT_THAT(
        faults({{"STRIPE_SECRET_KEY", "sk_test_1"}}), HasSubstr("STRIPE_WEBHOOK_SECRET is not set though"));
    EXPECT_THAT(
        faults({{"ALGOLIA_APP_ID", "A"}}), HasSubstr("ALGOLIA_API_KEY is not set though ALGOLIA_APP_ID is"));
    EXPECT_THAT(faults({{"ALGOLIA_API_KEY", "A"}}), HasSubstr("ALGOLIA_APP_ID is not set though"));
    EXPECT_THAT(faults({{"SMTP_URL", "smtp://localhost:25"}}), HasSubstr("MAIL_FROM is not set though"));
    EXPECT_THAT(faults({{"SMTP_USER", "oc"}}), HasSubstr("SMTP_PASSWORD is not set though"));
}

TEST(SettingTable, names_each_setting_once_and_explains_it)
{
    std::set<std::string_view> names;
    for (auto const& row : setting_rows()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_FALSE(row.expected.empty() || row.meaning.empty()) << row.name;
        auto const has_fixed_default = !row.fallback.empty() && row.fallback.front() != '<';
        Settings settings;
        EXPECT_EQ(has_fixed_default ? row.read(row.fallback, settings) : "", "")
            << row.name << " refuses its default";
    }
    EXPECT_EQ(setting_rows().front().name, "APP_ENV");
}

} // namespace ocp
