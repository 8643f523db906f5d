#include "tests/integration/deploy/deployed_copy.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using test::DeployedCopy;
using testing::ElementsAre;
using testing::HasSubstr;

/// The real program on a real deployed copy, one fault at a time.
struct PlantedDeployment : testing::Test {
    DeployedCopy copy{db::Engine::Postgres};
    /// What this machine cannot do better: a superuser runs the tests, the build is not a release.
    std::vector<std::string> const of_this_machine = copy.ids();

    void expect(std::string const& id, std::function<void()> const& plant, std::function<void()> const& mend)
    {
        SCOPED_TRACE(id);
        plant();
        auto found = copy.ids();
        std::erase_if(found, [&](auto const& one) {
            return std::find(of_this_machine.begin(), of_this_machine.end(), one) != of_this_machine.end();
        });
        EXPECT_THAT(found, ElementsAre(id));
        mend();
    }
    void expect_with(std::string const& id, std::string const& name, std::string const& value)
    {
        auto const kept = copy.variables;
        expect(
            id, [&] { copy.variables[name] = value; }, [&] { copy.variables = kept; });
    }
    void expect_after(std::string const& id, std::string const& sql, std::string const& back)
    {
        expect(
            id, [&] { copy.sql(sql); }, [&] { copy.sql(back); });
    }
};

} // namespace

TEST_F(PlantedDeployment, has_nothing_but_this_machines_own_findings_when_filled_in)
{
    for (auto const& id : of_this_machine)
        EXPECT_THAT((std::vector<std::string>{
                        "db-checksums", "run-as-root", "nofile", "program-writable", "binary-hardening"}),
            testing::Contains(id));
}

TEST_F(PlantedDeployment, is_found_out_in_its_settings)
{
    expect_with("app-env-unknown", "APP_ENV", "prod");
    expect_with("debug-on", "DEBUG", "true");
    expect_with("required-missing", "SECRET_KEY", "");
    expect_with("required-missing", "DATABASE_URL", "");
    expect_with("base-url-missing", "PUBLIC_URL", "");
    expect_with("secret-key-weak", "SECRET_KEY", "hunter2");
    expect_with("secret-key-weak", "SECRET_KEY", std::string(64, 'x'));
    expect_with("secret-key-weak", "SECRET_KEY",
        "\"a key of the tests alone, long enough to be one of a real site\"");
    expect_with("unsafe-toggles", "HTTP_CA_FILE", "tests.pem");
    expect_with("rate-limits-off", "RATE_LIMITS", "soak");
    expect_with("env-unknown", "HSTS_SECOND", "1");
    expect_with("setting-wrong", "WORKERS", "0");
    expect_with("sentry-dsn", "SENTRY_DSN", "https://sentry.example/1");
    expect_with("sentry-dsn", "SENTRY_DSN", "http://k@sentry.example/1");
    expect_with("hosts-star", "ADDS_ALLOWED_HOSTS", "*");
    expect_with("hosts-star", "ADDS_ALLOWED_HOSTS", ".co.uk");
    expect_with("base-url-http", "PUBLIC_URL", "http://www.ocpizza.fr");
    expect_with("base-url-host", "PUBLIC_URL", "https://192.0.2.7");
    expect_with("hsts-short", "HSTS_SECONDS", "3600");
    expect_with("proxy-trust", "TRUSTED_PROXIES", "0.0.0.0");
    expect_with("listen-public", "LISTEN", "0.0.0.0:8000");
    expect_with("db-connections", "WORKERS", "256");
}

TEST_F(PlantedDeployment, is_found_out_in_its_files)
{
    expect(
        "env-mode", [&] { copy.dotenv_mode = 0644; }, [&] { copy.dotenv_mode = 0600; });
    auto const in_folder = [&](std::string const& command) {
        EXPECT_EQ(std::system(fmt::format("cd '{}' && {}", copy.folder().string(), command).c_str()), 0);
    };
    expect(
        "env-tracked", [&] { in_folder("git init -q . && git add .env"); },
        [&] { in_folder("rm -rf .git"); });
}

TEST_F(PlantedDeployment, is_found_out_in_its_database)
{
    expect_with("db-superuser", "DATABASE_URL",
        std::string{copy.superuser_url()}.replace(0, 20, "postgres://postgres:kJ7xQ2vN9pLr4WtZ8sBd@"));
    auto weak = copy.variables["DATABASE_URL"];
    weak.replace(weak.find("kJ7xQ2vN9pLr4WtZ8sBd"), 20, "ocpizza");
    expect_with("db-password-weak", "DATABASE_URL", weak);
    auto const& role = copy.role();
    expect_after("db-sync-commit", fmt::format("ALTER ROLE {} SET synchronous_commit = off", role),
        fmt::format("ALTER ROLE {} RESET ALL", role));
    expect_after("db-connections", fmt::format("ALTER ROLE {} CONNECTION LIMIT 5", role),
        fmt::format("ALTER ROLE {} CONNECTION LIMIT -1", role));
    expect_after("schema-behind",
        "CREATE TABLE kept AS SELECT * FROM migrations WHERE number = 5;"
        "DELETE FROM migrations WHERE number = 5",
        "INSERT INTO migrations SELECT * FROM kept; DROP TABLE kept");
    expect_after("schema-ahead", "INSERT INTO migrations VALUES (900, 'of a newer program', 0)",
        "DELETE FROM migrations WHERE number = 900");
    expect_after("schema-changed", "UPDATE migrations SET checksum = checksum || 'x' WHERE number = 2",
        "UPDATE migrations SET checksum = rtrim(checksum, 'x') WHERE number = 2");
    expect_after(
        "schema-drift", "ALTER TABLE carts ADD COLUMN by_hand TEXT", "ALTER TABLE carts DROP COLUMN by_hand");
    expect_after("schema-drift", "ALTER TABLE pizzerias ALTER COLUMN phone DROP NOT NULL",
        "ALTER TABLE pizzerias ALTER COLUMN phone SET NOT NULL");
}

TEST_F(PlantedDeployment, is_found_out_in_its_people)
{
    static constexpr auto person
        = "INSERT INTO users (firstname, lastname, email, password, created_at, updated_at) "
          "VALUES ('X', 'Y', '{}', {}, 0, 0);";
    expect_after("demo-data", fmt::format(person, "x@client.example", "NULL"),
        "DELETE FROM users WHERE email = 'x@client.example'");
    expect_after("default-account",
        fmt::format(person, "lola@ocpizza.example", "'of the demo'")
            + "INSERT INTO users_has_roles (user_id, role, created_at, updated_at) "
              "SELECT id, 'operator', 0, 0 FROM users WHERE email = 'lola@ocpizza.example'",
        "DELETE FROM users_has_roles WHERE role = 'operator'; DELETE FROM users WHERE email = "
        "'lola@ocpizza.example'");
    expect_after("accounts", fmt::format(person, "Lola@ocpizza.fr", "NULL"),
        "DELETE FROM users WHERE email = 'Lola@ocpizza.fr'");
    expect_after("accounts", "ALTER TABLE users DROP CONSTRAINT users_email_key",
        "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email)");
    expect_after("accounts",
        "INSERT INTO roles (name, label, created_at, updated_at) VALUES ('cook', 'chef', 0, 0)",
        "DELETE FROM roles WHERE name = 'cook'");
    expect_after("no-admin", "UPDATE users SET password = NULL", "UPDATE users SET password = 'x'");
}

TEST_F(PlantedDeployment, says_when_it_could_not_look)
{
    auto const& url = copy.variables["DATABASE_URL"]
        = "postgres://ocpizza:kJ7xQ2vN9pLr4WtZ8sBd@127.0.0.1:1/ocpizza";
    auto const run = copy.ran("check --deploy");
    EXPECT_EQ(run.code, 2);
    EXPECT_THAT(run.err, HasSubstr("could not look at database, site's answers: "));
    EXPECT_THAT(run.err + run.out, testing::Not(HasSubstr("kJ7xQ2vN9pLr4WtZ8sBd"))) << url;
}

TEST_F(PlantedDeployment, is_a_finding_for_the_shell_and_no_start_for_the_server)
{
    copy.variables["ADDS_ALLOWED_HOSTS"] = ".co.uk";
    auto const check = copy.ran("check --deploy");
    EXPECT_EQ(check.code, 1);
    EXPECT_THAT(check.out, HasSubstr("hosts-star (error): ADDS_ALLOWED_HOSTS accepts \".co.uk\""));
    auto const serve = copy.ran("serve --listen 127.0.0.1:0");
    EXPECT_EQ(serve.code, 1);
    EXPECT_THAT(serve.err, HasSubstr("ocpizza: ADDS_ALLOWED_HOSTS accepts \".co.uk\""));
    EXPECT_EQ(copy.ran("check").code, 0) << "the development check goes on as it was";
    EXPECT_EQ(copy.ran("check --json").code, 2) << "a wrong call";
}

} // namespace ocp
