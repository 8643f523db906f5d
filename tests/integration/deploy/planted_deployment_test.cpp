#include "platform/db/database_url.h"
#include "tests/integration/deploy/deployed_copy.h"
#include "tests/support/fake_vendor.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>
#include <unistd.h>

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
    /// Several variables at once.
    void expect_with(std::string const& id, std::map<std::string, std::string> const& changed)
    {
        auto const kept = copy.variables;
        expect(
            id,
            [&] {
                for (auto const& [name, value] : changed)
                    copy.variables[name] = value;
            },
            [&] { copy.variables = kept; });
    }
    /// A command of the shell, in the folder.
    void in_folder(std::string const& command) const
    {
        EXPECT_EQ(std::system(fmt::format("cd '{}' && {}", copy.folder().string(), command).c_str()), 0)
            << command;
    }
    void expect_in_folder(std::string const& id, std::string const& command, std::string const& back)
    {
        expect(
            id, [&] { in_folder(command); }, [&] { in_folder(back); });
    }
    /// sed's `edit` on a file of the machine.
    void expect_edited(std::string const& id, std::string const& file, std::string const& edit)
    {
        expect_in_folder(id,
            fmt::format("cp -p machine/{0} kept && sed -i '{1}' machine/{0} && ! cmp -s kept machine/{0}",
                file, edit),
            fmt::format("mv kept machine/{}", file));
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
    expect_in_folder("env-tracked", "git init -q . && git add .env", "rm -rf .git");
    expect_in_folder("log-mode", "chmod 755 machine/var/log/ocpizza", "chmod 750 machine/var/log/ocpizza");
}

TEST_F(PlantedDeployment, is_found_out_in_what_other_companies_are_told)
{
    // Stripe itself is not asked by tests: there is nobody.
    copy.variables["STRIPE_BASE_URL"] = "https://127.0.0.1:" + std::to_string(test::closed_port());
    auto const webhook = std::pair{"STRIPE_WEBHOOK_SECRET", "whsec_0123456789abcdef0123"};
    expect_with("stripe-key", {{"STRIPE_SECRET_KEY", "pk_live_0123456789abcdef"}, webhook});
    expect_with("stripe-key", {{"STRIPE_SECRET_KEY", "sk_live_short"}, webhook});
    expect_with("stripe-key-mode", {{"STRIPE_SECRET_KEY", "sk_test_0123456789abcdef"}, webhook});
    expect_with("stripe-webhook-secret", "STRIPE_SECRET_KEY", "sk_live_0123456789abcdef");
    expect_with("stripe-webhook-secret",
        {{"STRIPE_SECRET_KEY", "sk_live_0123456789abcdef"}, {"STRIPE_WEBHOOK_SECRET", "secret"}});
    expect_with("algolia-key-admin",
        {{"ALGOLIA_APP_ID", "APP"}, {"ALGOLIA_API_KEY", "key"}, {"ALGOLIA_SEARCH_API_KEY", "key"}});
    expect_with("smtp-plain", "SMTP_REQUIRE_TLS", "false");
    expect_with("smtp-sender", "MAIL_FROM", "");
    expect_with("smtp-sender", "MAIL_FROM", "bonjour@ocpizza.example");
}

TEST_F(PlantedDeployment, is_found_out_in_its_backups)
{
    expect_in_folder(
        "backup-missing", "mv backups/ocpizza-* kept", "mv kept backups/$(date -u +ocpizza-%Y%m%dT%H%M%SZ)");
    expect_in_folder("backup-stale",
        "ls backups >name && mv backups/ocpizza-* backups/$(date -u -d '27 hours ago' "
        "+ocpizza-%Y%m%dT%H%M%SZ)",
        "mv backups/ocpizza-* backups/$(cat name)");
    expect_in_folder("backup-damaged",
        "cp -p backups/*/dump kept && printf x >>kept && mv backups/*/dump good && mv kept $(echo "
        "backups/*)/dump",
        "mv good $(echo backups/ocpizza-*)/dump");
    expect_in_folder("backup-damaged", "mv backups/*/manifest.json kept",
        "mv kept $(echo backups/ocpizza-*)/manifest.json");
    expect_after("backup-count", "UPDATE migrations SET applied_at = applied_at - 9 * 86400000",
        "UPDATE migrations SET applied_at = applied_at + 9 * 86400000");
    copy.variables["BACKUP_KEEP"] = "1";
    expect_in_folder("backup-count", "cp -r backups/ocpizza-* backups/ocpizza-20260101T013000Z",
        "rm -r backups/ocpizza-20260101T013000Z");
    copy.variables.erase("BACKUP_KEEP");
    expect_in_folder("backup-mode", "chmod 750 backups", "chmod 700 backups");
    auto const cluster_at = [&](std::string const& port) {
        return fmt::format("mkdir -p machine/etc/postgresql/15/main && "
                           "printf \"port = {} # here\\ndata_directory = '{}'\\n\" "
                           ">machine/etc/postgresql/15/main/postgresql.conf",
            port, copy.folder().string());
    };
    in_folder(cluster_at("1"));
    EXPECT_EQ(copy.ids(), of_this_machine) << "another database's disk is no matter";
    expect_in_folder("backup-place", cluster_at(db::parse_database_url(copy.superuser_url()).port),
        "rm -r machine/etc/postgresql");
    expect_with("paths-relative", "BACKUP_DIR", "backups");
    expect_with("paths-missing", "BACKUP_DIR", "/nowhere/backups");
    expect_with("paths-missing", "BACKUP_KEY_FILE", "/nowhere/backup.key");
    in_folder("openssl rand -hex 32 >key && chmod 644 key");
    expect_with("backup-mode", "BACKUP_KEY_FILE", copy.folder() / "key");
    in_folder("echo no key >key && chmod 600 key");
    expect_with("backup-damaged", "BACKUP_KEY_FILE", copy.folder() / "key");
}

TEST_F(PlantedDeployment, is_found_out_in_cron_and_nginx)
{
    expect_edited("cron-missing", "etc/cron.d/ocpizza", "/backup --quiet/d");
    expect_edited("cron-missing", "etc/cron.d/ocpizza", "/update --if-due/s/^/#/");
    expect_edited("cron-missing", "run/crond.pid", "s/.*/99999999/");
    expect_edited("cron-missing", "run/crond.pid", fmt::format("s/.*/{}/", getpid()));
    expect_in_folder("cron-missing", "mv machine/etc/cron.d/ocpizza machine/etc/cron.d/ocpizza.off",
        "mv machine/etc/cron.d/ocpizza.off machine/etc/cron.d/ocpizza");
    expect_edited("cron-offset", "etc/cron.d/ocpizza", "s/^5,35 \\* \\* \\* \\*/5 4 * * 1/");
    expect_edited("cron-offset", "etc/cron.d/ocpizza", "s/ --if-due//");

    auto const conf = "etc/nginx/conf.d/ocpizza.conf";
    expect_edited("nginx", conf, "s/308 https/308 http/");
    expect_edited("nginx", conf, "s/client_max_body_size .*/client_max_body_size 0;/");
    expect_edited(
        "nginx", conf, "s/X-Forwarded-For .remote_addr/X-Forwarded-For $proxy_add_x_forwarded_for/");
    expect_edited("nginx", conf, "/X-Forwarded-Host/d");
    expect_edited("nginx", conf,
        "s#location / {.*#location / { proxy_set_header Host x; proxy_pass http://ocpizza; }#");
    expect_edited("nginx", conf, "s/proxy_buffering on/proxy_ignore_headers X-Accel-Buffering/");
    expect(
        "tls-expiry", [&] { copy.show_certificate(13); }, [&] { copy.show_certificate(15); });
    EXPECT_EQ(copy.ids(), of_this_machine) << "fifteen days are enough";
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
    expect_after("legal-facts", "UPDATE legal_facts SET value = '' WHERE name = 'vat_number'",
        "UPDATE legal_facts SET value = 'FR00 900000001' WHERE name = 'vat_number'");
    expect_after("no-admin", "UPDATE users SET password = NULL", "UPDATE users SET password = 'x'");
}

TEST_F(PlantedDeployment, is_told_who_the_group_is_by_a_command)
{
    EXPECT_EQ(copy.ran("legal").code, 0);
    auto const taken_away = copy.ran("legal vat_number= 'mediator=Médiation'");
    EXPECT_EQ(taken_away.code, 1) << "invoices lack it now";
    EXPECT_THAT(taken_away.out, HasSubstr("vat_number         - (no invoice without it)"));
    EXPECT_THAT(taken_away.out, HasSubstr("Médiation"));
    EXPECT_EQ(copy.ran("legal 'vat_number=FR00 900000001'").code, 0);
    auto const unknown = copy.ran("legal company=X colour=red");
    EXPECT_EQ(unknown.code, 1);
    EXPECT_THAT(unknown.err, HasSubstr("colour=red is no NAME=VALUE of company, "));
    EXPECT_THAT(copy.ran("legal").out, HasSubstr("OC Pizza SAS")) << "then nothing is written";
}

TEST_F(PlantedDeployment, says_when_it_could_not_look)
{
    auto const& url = copy.variables["DATABASE_URL"]
        = "postgres://ocpizza:kJ7xQ2vN9pLr4WtZ8sBd@127.0.0.1:1/ocpizza";
    auto const run = copy.ran(fmt::format("check --deploy --root '{}'", copy.machine().string()));
    EXPECT_EQ(run.code, 2);
    EXPECT_THAT(run.err, HasSubstr("could not look at database, site's answers: "));
    EXPECT_THAT(run.err + run.out, testing::Not(HasSubstr("kJ7xQ2vN9pLr4WtZ8sBd"))) << url;
}

TEST_F(PlantedDeployment, is_a_finding_for_the_shell_and_no_start_for_the_server)
{
    copy.variables["ADDS_ALLOWED_HOSTS"] = ".co.uk";
    auto const check = copy.ran(fmt::format("check --deploy --root '{}'", copy.machine().string()));
    EXPECT_EQ(check.code, 1);
    EXPECT_THAT(check.out, HasSubstr("hosts-star (error): ADDS_ALLOWED_HOSTS accepts \".co.uk\""));
    auto const serve = copy.ran("serve --listen 127.0.0.1:0");
    EXPECT_EQ(serve.code, 1);
    EXPECT_THAT(serve.err, HasSubstr("ocpizza: ADDS_ALLOWED_HOSTS accepts \".co.uk\""));
    EXPECT_EQ(copy.ran("check").code, 0) << "the development check goes on as it was";
    EXPECT_EQ(copy.ran("check --json").code, 2) << "a wrong call";
    EXPECT_EQ(copy.ran("check --root /").code, 2) << "another";
}

} // namespace ocp
