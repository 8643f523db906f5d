#include "tests/unit/deploy/clean_facts.h"

#include <stdexcept>

namespace ocp::test {

namespace {

using deploy::Answer;

Settings clean_settings()
{
    auto settings = load_settings({.options = {},
        .environment = {{"APP_ENV", "production"}, {"DEBUG", "false"},
            {"SECRET_KEY", "mN8vZq2Lw6Rt4Yx0Pb7Kc3Hd9Jf5Gs1Ta+Ue/Vi8Wo2Xp6Zq4Br"},
            {"DATABASE_URL", "postgres://ocpizza:kJ7xQ2vN9pLr4WtZ8sBd@127.0.0.1:5432/ocpizza"},
            {"PUBLIC_URL", "https://www.ocpizza.fr"}, {"SMTP_URL", "smtp://mail.ocpizza.fr:587"},
            {"MAIL_FROM", "bonjour@ocpizza.fr"}, {"BACKUP_DIR", "/var/backups/ocpizza"}},
        .dotenv = std::nullopt});
    if (!settings) throw std::logic_error{settings.error().front().sentence};
    return *settings;
}

Answer clean_answer(std::string request, unsigned status)
{
    return {std::move(request), status,
        {{"content-security-policy", "default-src 'none'; script-src 'self'; frame-ancestors 'none'"},
            {"x-content-type-options", "nosniff"}, {"x-frame-options", "DENY"},
            {"referrer-policy", "same-origin"}, {"cross-origin-opener-policy", "same-origin"},
            {"cross-origin-resource-policy", "same-origin"}, {"permissions-policy", "camera=()"},
            {"strict-transport-security", "max-age=31536000; includeSubDomains; preload"}},
        ""};
}

deploy::SiteFacts clean_site()
{
    deploy::SiteFacts site;
    site.usual
        = {clean_answer("GET /", 200), clean_answer("GET /nowhere", 404), clean_answer("error 500", 500)};
    site.foreign_host = {clean_answer("GET /", 400)};
    site.unsigned_posts = {clean_answer("POST /connexion", 403)};
    site.unproven_posts = {clean_answer("POST /webhooks/stripe", 400)};
    site.foreign_posts = {clean_answer("POST /connexion", 403)};
    site.private_files = {clean_answer("GET /.env", 404)};
    site.metrics = {clean_answer("GET /metrics", 404)};
    site.assets = {clean_answer("GET /static/shop.css", 200)};
    site.in_clear = clean_answer("GET /connexion", 308);
    site.in_clear->headers.emplace_back("location", "https://www.ocpizza.fr/connexion");
    site.error_pages = {{403, true}, {404, true}, {500, true}};
    site.cookies = {"__Host-s=token; Path=/; HttpOnly; SameSite=Lax; Secure"};
    return site;
}

deploy::PostgresFacts clean_postgres()
{
    deploy::PostgresFacts one;
    one.ssl_mode = "prefer";
    one.user = "ocpizza";
    one.password = "kJ7xQ2vN9pLr4WtZ8sBd";
    one.fsync = one.synchronous_commit = one.full_page_writes = one.data_checksums = "on";
    one.version = 150'014;
    one.statement_timeout_ms = 2000;
    one.lock_timeout_ms = 500;
    one.idle_timeout_ms = 5000;
    one.connections = 97;
    return one;
}

deploy::CronFacts clean_cron()
{
    using std::chrono::minutes;
    return {.runs = true,
        .lines = {{"30 1 * * *", "cd /opt/ocpizza && current/ocpizza backup --quiet"},
            {"5,35 * * * *", "cd /opt/ocpizza && current/ocpizza update --if-due --quiet"},
            {"15 4 * * *", "cd /opt/ocpizza && current/ocpizza check --data >/dev/null"},
            {"40 4 * * *", "cd /opt/ocpizza && current/ocpizza reconcile --quiet"}},
        .ahead_of_utc = {minutes{60}, minutes{120}}};
}

deploy::ProxyFacts clean_proxy()
{
    deploy::ProxyFacts proxy;
    proxy.file = "/etc/nginx/conf.d/ocpizza.conf";
    proxy.places = {{.location = "/",
        .fields
        = {{"x-forwarded-for", "$remote_addr"}, {"x-forwarded-proto", "$scheme"}, {"x-forwarded-host", ""}},
        .largest_body = 1U << 20,
        .heeds_streams = true}};
    proxy.leads_to_https = true;
    proxy.https_port = 443;
    return proxy;
}

/// Fifty days in service, with seven backups.
void add_backups(deploy::Facts& facts)
{
    facts.database->in_service = std::chrono::days{50};
    facts.backups = deploy::BackupFacts{.days = 7,
        .newest_age = std::chrono::hours{25},
        .damaged = {},
        .open_to_others = {},
        .on_the_databases_volume = false};
}

} // namespace

deploy::Facts clean_facts()
{
    deploy::Facts facts;
    facts.settings = clean_settings();
    facts.dotenv = {.mode = 0600, .is_ours = true, .is_tracked = false};
    facts.process = {.is_root = false,
        .dumps_core = false,
        .open_files = 65'536,
        .writable_program = "",
        .hardening = deploy::Hardening{true, true, true, true, true},
        .knows_paris = true,
        .reports_give_away = {},
        .password_hash = "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA"};
    facts.database.emplace();
    facts.database->postgres = clean_postgres();
    facts.database->people = deploy::PeopleFacts{
        .administrators = 1, .default_accounts = {}, .demo_customers = 0, .account_faults = {}};
    facts.site = clean_site();
    add_backups(facts);
    facts.cron = clean_cron();
    facts.proxy = clean_proxy();
    facts.certificate_left = std::chrono::days{14};
    return facts;
}

deploy::StripeFacts clean_stripe()
{
    stripe::WebhookEndpoint endpoint{"https://www.ocpizza.fr/webhooks/stripe", "enabled", "2020-08-27", {}};
    endpoint.enabled_events = {"checkout.session.completed", "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed", "checkout.session.expired", "charge.refunded",
        "charge.refund.updated", "payment_intent.payment_failed"};
    return {.refuses_our_key = false, .webhooks = {endpoint}};
}

} // namespace ocp::test
