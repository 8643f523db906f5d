#include "ocpizza/deploy/deploy_check.h"
#include "tests/unit/deploy/clean_facts.h"

#include <fstream>
#include <functional>
#include <gmock/gmock.h>
#include <set>
#include <sstream>

namespace ocp {
namespace {

using deploy::Facts;
using deploy::Hardening;
using testing::ElementsAre;
using Kind = SettingFault::Kind;

/// One thing that goes wrong on an otherwise clean site.
struct Planted {
    std::string_view id;
    std::function<void(Facts&)> plant;
};

std::function<void(Facts&)> fault(std::string name, Kind kind)
{
    return [=](Facts& facts) { facts.faults = {{name, name + " is wrong.", kind}}; };
}

template <class Change>
std::function<void(Facts&)> setting(Change change)
{
    return [=](Facts& facts) { change(*facts.settings); };
}

template <class Change>
std::function<void(Facts&)> postgres(Change change)
{
    return [=](Facts& facts) { change(*facts.database->postgres); };
}

template <class Change>
std::function<void(Facts&)> people(Change change)
{
    return [=](Facts& facts) { change(*facts.database->people); };
}

template <class Change>
std::function<void(Facts&)> process(Change change)
{
    return [=](Facts& facts) { change(facts.process); };
}

/// The last usual answer with this header, or without it.
std::function<void(Facts&)> header(std::string const& name, std::string const& value)
{
    return [=](Facts& facts) {
        auto& headers = facts.site->usual.back().headers;
        std::erase_if(headers, [&](auto const& one) { return one.first == name; });
        if (!value.empty()) headers.emplace_back(name, value);
    };
}

std::function<void(Facts&)> answered(std::vector<deploy::Answer> deploy::SiteFacts::*which, unsigned status)
{
    return [=](Facts& facts) { ((*facts.site).*which).back().status = status; };
}

std::function<void(Facts&)> cookie(std::string const& value)
{
    return [=](Facts& facts) { facts.site->cookies.push_back(value); };
}

std::function<void(Facts&)> built_without(bool Hardening::*protection)
{
    return [=](Facts& facts) { (*facts.process.hardening).*protection = false; };
}

template <class Change>
std::function<void(Facts&)> backups(Change change)
{
    return [=](Facts& facts) { change(*facts.backups); };
}

/// Cron's question for Monday's work, asked otherwise.
std::function<void(Facts&)> monday(std::string const& when, std::string const& command)
{
    return [=](Facts& facts) { facts.cron->lines[1] = {when, command}; };
}

std::function<void(Facts&)> forwarded(std::string const& name, std::string const& value)
{
    return [=](Facts& facts) { facts.proxy->places[0].fields[name] = value; };
}

std::function<void(Facts&)> stripe(std::string const& key, std::string const& webhook)
{
    return [=](Facts& facts) {
        facts.settings->stripe_secret_key = key;
        facts.settings->stripe_webhook_secrets = {webhook};
    };
}

std::function<void(Facts&)> said_of_stripe_key(std::string const& sentence)
{
    return [=](Facts& facts) { facts.faults = {{"STRIPE_SECRET_KEY", sentence, Kind::Wrong}}; };
}

std::function<void(Facts&)> on_sqlite(Environment environment, deploy::SqliteFacts sqlite)
{
    return [=](Facts& facts) {
        facts.settings->app_env = environment;
        facts.database->postgres.reset();
        facts.database->sqlite = sqlite;
    };
}

using S = Settings;
using P = deploy::PostgresFacts;
using Site = deploy::SiteFacts;

std::vector<Planted> const planted{
    {"app-env-unknown", fault("APP_ENV", Kind::Wrong)},
    {"app-env-unknown", setting([](S& s) { s.app_env = Environment::Development; })},
    {"debug-on", fault("DEBUG", Kind::Wrong)},
    {"debug-on", setting([](S& s) { s.debug = true; })},
    {"required-missing", fault("DATABASE_URL", Kind::Missing)},
    {"base-url-missing", fault("PUBLIC_URL", Kind::Missing)},
    {"secret-key-weak", fault("SECRET_KEY", Kind::Wrong)},
    {"secret-key-weak", setting([](S& s) { s.secret_key = "short"; })},
    {"secret-key-weak", setting([](S& s) { s.secret_key = std::string(60, 'a'); })},
    {"secret-key-weak", setting([](S& s) { s.secret_key = "django-insecure-" + s.secret_key; })},
    {"secret-key-weak", setting([](S& s) {
         s.secret_key = "a soak signs with this key and nothing else ever does, 0123456789";
     })},
    {"secret-key-weak", setting([](S& s) { s.secret_key_fallbacks = {"an old one"}; })},
    {"unsafe-toggles", setting([](S& s) { s.http_ca_file = "tests.pem"; })},
    {"rate-limits-off", setting([](S& s) { s.rate_limits = RateLimits::Soak; })},
    {"env-unknown", fault("HSTS_SECOND", Kind::Unknown)},
    {"setting-wrong", fault("WORKERS", Kind::Wrong)},
    {"sentry-dsn", fault("SENTRY_DSN", Kind::Wrong)},
    {"sentry-dsn", setting([](S& s) { s.sentry_dsn = "http://k@sentry.example/1"; })},
    {"env-mode", [](Facts& f) { f.dotenv->mode = 0644; }},
    {"env-mode", [](Facts& f) { f.dotenv->mode = 0660; }},
    {"env-mode", [](Facts& f) { f.dotenv->is_ours = false; }},
    {"env-tracked", [](Facts& f) { f.dotenv->is_tracked = true; }},

    {"stripe-key", said_of_stripe_key("STRIPE_SECRET_KEY is not a secret key of Stripe.")},
    {"stripe-key", stripe("sk_live_short", "whsec_0123456789abcdef01")},
    {"stripe-key",
        [](Facts& f) {
            stripe("sk_live_0123456789abcdef", "whsec_0123456789abcdef01")(f);
            f.settings->stripe_base_url = "http://stripe.example";
        }},
    {"stripe-key-mode", said_of_stripe_key("STRIPE_SECRET_KEY is a test key, which takes no money.")},
    {"stripe-key-mode", said_of_stripe_key("STRIPE_SECRET_KEY is a live key, which takes real money.")},
    {"stripe-key-mode", stripe("sk_test_0123456789abcdef", "whsec_0123456789abcdef01")},
    {"stripe-key-mode",
        [](Facts& f) {
            stripe("rk_live_0123456789abcdef", "whsec_0123456789abcdef01")(f);
            f.settings->app_env = Environment::Test;
        }},
    {"stripe-webhook-secret", fault("STRIPE_WEBHOOK_SECRET", Kind::Missing)},
    {"stripe-webhook-secret", stripe("sk_live_0123456789abcdef", "0123456789abcdef0123456789")},
    {"stripe-webhook-secret", stripe("sk_live_0123456789abcdef", "whsec_")},
    {"stripe-webhook-endpoint", [](Facts& f) { f.stripe.emplace(); }},
    {"algolia-key-admin", setting([](S& s) { s.algolia_search_api_key = s.algolia_api_key = "one key"; })},
    {"smtp-plain", fault("SMTP_REQUIRE_TLS", Kind::Wrong)},
    {"smtp-plain", setting([](S& s) { s.smtp_require_tls = false; })},
    {"smtp-sender", fault("MAIL_FROM", Kind::Missing)},
    {"smtp-sender", fault("MAIL_FROM", Kind::Wrong)},
    {"smtp-sender", setting([](S& s) { s.mail_from = "OC Pizza <bonjour@ocpizza.example>"; })},
    {"smtp-sender", setting([](S& s) { s.mail_from = "root@localhost"; })},
    {"geocoder-plain", setting([](S& s) { s.geocoder_base_url = "http://geocoder.ocpizza.fr/search"; })},

    {"hosts-empty", setting([](S& s) { s.allowed_hosts.clear(); })},
    {"hosts-star", fault("ADDS_ALLOWED_HOSTS", Kind::Wrong)},
    {"hosts-star", setting([](S& s) { s.allowed_hosts.emplace_back("*"); })},
    {"hosts-star", setting([](S& s) { s.allowed_hosts.emplace_back("."); })},
    {"hosts-star", setting([](S& s) { s.allowed_hosts.emplace_back(".fr"); })},
    {"hosts-star", setting([](S& s) { s.allowed_hosts.emplace_back(".co.uk"); })},
    {"base-url-http", [](Facts& f) { f.settings->public_url = "http://www.ocpizza.fr"; }},
    {"base-url-host", [](Facts& f) { f.settings->allowed_hosts = {"admin.ocpizza.fr"}; }},
    {"base-url-host",
        [](Facts& f) {
            f.settings->public_url = "https://localhost";
            f.site->in_clear->headers.back().second = "https://localhost/connexion";
        }},
    {"hsts-short", setting([](S& s) { s.hsts = std::chrono::seconds{3600}; })},
    {"proxy-trust", setting([](S& s) { s.trusted_proxies.clear(); })},
    {"proxy-trust", setting([](S& s) { s.trusted_proxies = {"0.0.0.0/0"}; })},
    {"listen-public", setting([](S& s) { s.listen.host = "0.0.0.0"; })},

    {"headers", header("content-security-policy", "")},
    {"headers", header("content-security-policy", "default-src *; frame-ancestors 'none'")},
    {"headers", header("permissions-policy", "")},
    {"headers", header("strict-transport-security", "")},
    {"headers-frame", header("x-frame-options", "SAMEORIGIN")},
    {"headers-frame", header("content-security-policy", "default-src 'none'")},
    {"headers-nosniff", header("x-content-type-options", "")},
    {"referrer-policy", header("referrer-policy", "unsafe-url")},
    {"referrer-policy", header("referrer-policy", "")},
    {"hsts-subdomains", header("strict-transport-security", "max-age=31536000; preload")},
    {"hsts-preload", header("strict-transport-security", "max-age=31536000; includeSubDomains")},
    {"https-redirect", [](Facts& f) { f.site->in_clear->status = 200; }},
    {"https-redirect", [](Facts& f) { f.site->in_clear->headers.back().second = "https://elsewhere.fr/"; }},
    {"cookie-flags", cookie("s=token; Path=/; HttpOnly; SameSite=Lax; Secure")},
    {"cookie-flags", cookie("__Host-d=token; Path=/; HttpOnly; SameSite=Lax")},
    {"cookie-flags", cookie("__Host-d=token; Path=/; SameSite=Lax; Secure")},
    {"csrf-cookie", cookie("__Host-csrf=token; Path=/; HttpOnly; SameSite=Lax; Secure")},
    {"csrf-cookie", header("set-cookie", "XSRF-TOKEN=token; Path=/")},

    {"host-unchecked", answered(&Site::foreign_host, 200)},
    {"csrf-exempt", answered(&Site::unsigned_posts, 303)},
    {"csrf-exempt", answered(&Site::unproven_posts, 200)},
    {"origin-unchecked", answered(&Site::foreign_posts, 303)},
    {"paths-served", answered(&Site::private_files, 200)},
    {"metrics-public", answered(&Site::metrics, 200)},
    {"static", answered(&Site::assets, 404)},
    {"error-pages", [](Facts& f) { f.site->error_pages[500] = false; }},
    {"routes", [](Facts& f) { f.site->route_faults = {"/panier stands for two routes"}; }},
    {"locales", [](Facts& f) { f.site->language_faults = {"«Ajouter» has no English"}; }},
    {"templates", [](Facts& f) { f.site->template_faults = {"shop/menu.html chooses its own escaping"}; }},
    {"listeners", [](Facts& f) { f.site->unheard_events = {"order.ready"}; }},

    {"tls-expiry", [](Facts& f) { f.certificate_left = std::chrono::days{14} - std::chrono::seconds{1}; }},
    {"tls-expiry", [](Facts& f) { f.certificate_left = std::chrono::seconds{-1}; }},
    {"nginx", forwarded("x-forwarded-for", "$proxy_add_x_forwarded_for")},
    {"nginx", forwarded("x-forwarded-proto", "$http_x_forwarded_proto")},
    {"nginx", forwarded("x-forwarded-host", "$http_x_forwarded_host")},
    {"nginx", [](Facts& f) { f.proxy->places[0].fields.erase("x-forwarded-host"); }},
    {"nginx", [](Facts& f) { f.proxy->places[0].largest_body = 0; }},
    {"nginx", [](Facts& f) { f.proxy->places[0].largest_body = 1U << 30; }},
    {"nginx", [](Facts& f) { f.proxy->places[0].heeds_streams = false; }},
    {"nginx", [](Facts& f) { f.proxy->leads_to_https = false; }},
    {"log-mode", [](Facts& f) { f.readable_log = "/var/log/ocpizza/ocpizza.log"; }},

    {"db-embedded", on_sqlite(Environment::Production, {.mode = 0600, .synchronous = 2})},
    {"sqlite-mode", on_sqlite(Environment::Test, {.mode = 0644, .synchronous = 2})},
    {"sqlite-sync", on_sqlite(Environment::Test, {.mode = 0600, .synchronous = 1})},
    {"db-tls-off", postgres([](P& p) { p.is_remote = true; })},
    {"db-tls-unverified", postgres([](P& p) { p.is_remote = p.is_encrypted = true; })},
    {"db-superuser", postgres([](P& p) { p.is_superuser = true; })},
    {"db-password-weak", postgres([](P& p) { p.password = "ocpizza"; })},
    {"db-password-weak", postgres([](P& p) { p.password = "aaaaaaaaaaaaaaaaaaaa"; })},
    {"db-password-weak", postgres([](P& p) { p.password.clear(); })},
    {"db-fsync", postgres([](P& p) { p.fsync = "off"; })},
    {"db-sync-commit", postgres([](P& p) { p.synchronous_commit = "off"; })},
    {"db-full-page-writes", postgres([](P& p) { p.full_page_writes = "off"; })},
    {"db-checksums", postgres([](P& p) { p.data_checksums = "off"; })},
    {"db-version", postgres([](P& p) { p.version = 140'000; })},
    {"db-timeouts", postgres([](P& p) { p.lock_timeout_ms = 0; })},
    {"db-connections", postgres([](P& p) { p.connections = 10; })},
    {"clock-off", postgres([](P& p) { p.clock_ahead_ms = -2'001; })},
    {"schema-behind", [](Facts& f) { f.database->schema_is_behind = true; }},
    {"schema-ahead",
        [](Facts& f) {
            f.database->schema_ahead
                = {"migration 9 was applied by a newer program: the schema is ahead of this one"};
        }},
    {"schema-changed",
        [](Facts& f) { f.database->schema_faults = {"0001 was changed after it was applied"}; }},
    {"schema-drift", [](Facts& f) { f.database->drift = {"orders.total is missing"}; }},
    {"no-admin", people([](auto& p) { p.administrators = 0; })},
    {"default-account", people([](auto& p) { p.default_accounts = {"franck@ocpizza.example"}; })},
    {"accounts", people([](auto& p) { p.account_faults = {"two accounts may have one e-mail address"}; })},
    {"demo-data", people([](auto& p) { p.demo_customers = 400; })},
    {"legal-facts",
        [](Facts& f) {
            f.database->lacking_legal_facts = {"company", "vat_number"};
        }},

    {"backup-missing", backups([](auto& b) { b.days = 0; })},
    {"backup-stale",
        backups([](auto& b) { b.newest_age = std::chrono::hours{26} + std::chrono::seconds{1}; })},
    {"backup-damaged",
        backups([](auto& b) { b.damaged = {"ocpizza-20261124T223000Z: its dump is missing"}; })},
    {"backup-count", backups([](auto& b) { b.days = 6; })},
    {"backup-count", backups([](auto& b) { b.days = 8; })},
    {"backup-count", [](Facts& f) { f.database->in_service = std::chrono::days{3}, f.backups->days = 1; }},
    {"backup-place", backups([](auto& b) { b.on_the_databases_volume = true; })},
    {"backup-mode", backups([](auto& b) { b.open_to_others = {"/var/backups/ocpizza (mode 755)"}; })},
    {"paths-relative", setting([](S& s) { s.backup_dir = "var/backups"; })},
    {"paths-relative", setting([](S& s) { s.backup_key_file = "backup.key"; })},
    {"paths-relative", setting([](S& s) { s.database_url = "sqlite:///var/ocpizza.sqlite"; })},
    {"paths-missing", [](Facts& f) { f.missing_paths = {"BACKUP_DIR /x is not there, or is no folder"}; }},
    {"cron-missing", [](Facts& f) { f.cron->runs = false; }},
    {"cron-missing", [](Facts& f) { f.cron->lines.clear(); }},
    {"cron-missing", [](Facts& f) { f.cron->lines.erase(f.cron->lines.begin()); }},
    {"cron-missing", [](Facts& f) { f.cron->lines[2].command = "ocpizza check --database"; }},
    {"cron-missing", [](Facts& f) { f.cron->lines[0].command = "myocpizza backup"; }},
    {"cron-missing",
        [](Facts& f) {
            f.cron->lines.pop_back();
            stripe("sk_live_0123456789abcdef", "whsec_0123456789abcdef01")(f);
            f.stripe = test::clean_stripe();
        }},
    {"cron-offset", monday("5 4 * * 1", "ocpizza update --if-due --quiet")},
    {"cron-offset", monday("5 1 * * 1", "ocpizza update --if-due --quiet")},
    {"cron-offset", monday("0 1 * * 1", "ocpizza update --quiet")},
    {"cron-offset", monday("@reboot", "ocpizza update --if-due")},

    {"run-as-root", process([](auto& p) { p.is_root = true; })},
    {"core-dumps", process([](auto& p) { p.dumps_core = true; })},
    {"nofile", process([](auto& p) { p.open_files = 1024; })},
    {"program-writable", process([](auto& p) { p.writable_program = "/opt/ocpizza"; })},
    {"binary-hardening", built_without(&Hardening::position_independent)},
    {"binary-hardening", built_without(&Hardening::full_relro)},
    {"binary-hardening", built_without(&Hardening::fortified)},
    {"binary-hardening", built_without(&Hardening::stack_protector)},
    {"binary-hardening", built_without(&Hardening::no_executable_stack)},
    {"tz-data", process([](auto& p) { p.knows_paris = false; })},
    {"sentry-scrub", process([](auto& p) { p.reports_give_away = {"a cookie"}; })},
    {"hash-weak", process([](auto& p) { p.password_hash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA"; })},
};

std::vector<std::string> ids(Facts const& facts)
{
    std::vector<std::string> found;
    for (auto const& finding : deploy::findings(facts))
        found.push_back(finding.id);
    return found;
}

std::set<std::string_view> all_ids()
{
    std::set<std::string_view> known;
    for (auto const topic : deploy::all_checks())
        for (auto const& check : topic)
            EXPECT_TRUE(known.insert(check.id).second) << check.id << " stands twice";
    return known;
}

} // namespace

TEST(DeployCheck, finds_nothing_on_a_clean_site)
{
    EXPECT_THAT(ids(test::clean_facts()), ElementsAre());
}

TEST(DeployCheck, finds_each_planted_fault_and_nothing_else)
{
    for (std::size_t i = 0; i < planted.size(); ++i) {
        SCOPED_TRACE(std::to_string(i) + ": " + std::string{planted[i].id});
        auto facts = test::clean_facts();
        planted[i].plant(facts);
        EXPECT_THAT(ids(facts), ElementsAre(planted[i].id));
    }
}

TEST(DeployCheck, has_a_planted_fault_for_every_id)
{
    auto lacking = all_ids();
    for (auto const& one : planted)
        lacking.erase(one.id);
    EXPECT_THAT(lacking, ElementsAre());
}

TEST(DeployCheck, has_every_id_in_the_manual_and_those_that_stop_serving_in_bold)
{
    std::ifstream const file{OCP_MANUAL};
    std::ostringstream manual;
    manual << file.rdbuf();
    for (auto const topic : deploy::all_checks())
        for (auto const& check : topic) {
            auto const id = "`" + std::string{check.id} + "`";
            auto const is_bold = manual.str().find("**" + id + "**") != std::string::npos;
            EXPECT_NE(manual.str().find(id), std::string::npos) << id;
            EXPECT_EQ(is_bold, check.serving == deploy::Serving::Stops) << id;
        }
}

TEST(DeployCheck, tells_risk_and_cure_with_each_finding)
{
    for (auto const& one : planted) {
        auto facts = test::clean_facts();
        one.plant(facts);
        for (auto const& finding : deploy::findings(facts)) {
            EXPECT_FALSE(finding.found.empty() || finding.risk.empty() || finding.cure.empty()) << one.id;
            EXPECT_EQ(finding.found.find('\n'), std::string::npos) << one.id;
        }
    }
}

TEST(DeployCheck, stops_serving_for_what_the_start_must_not_survive)
{
    std::set<std::string> stopping;
    for (auto const& one : planted) {
        auto facts = test::clean_facts();
        one.plant(facts);
        for (auto const& finding : deploy::findings_that_stop_serving(facts))
            stopping.insert(finding.id);
    }
    EXPECT_THAT(stopping,
        testing::UnorderedElementsAre("app-env-unknown", "debug-on", "required-missing", "base-url-missing",
            "secret-key-weak", "unsafe-toggles", "rate-limits-off", "hosts-empty", "hosts-star",
            "env-unknown", "setting-wrong", "stripe-key-mode", "stripe-webhook-secret", "schema-behind",
            "schema-changed"));
}

} // namespace ocp
