#include "ocpizza/settings_table.h"

#include "ocpizza/setting_readers.h"

#include <algorithm>

namespace ocp {

namespace {

using namespace setting;
using S = Settings;
using enum Need;
using enum Show;

constexpr auto yes_or_no = "true or false";
constexpr auto some_text = "text";
constexpr auto base_url = "https://host[:port][/path], no slash at the end";
constexpr auto web_url = "https://host[:port]/path";
constexpr auto database
    = "postgres://user:password@host:5432/name, sqlite:///relative/path or sqlite:////absolute/path";
constexpr auto share_of_one = "a number from 0 to 1";
constexpr auto mail_address = "name@host";

// Two or three lines a row read better than eight columns.
// clang-format off
constexpr SettingRow rows[] = {
    {"APP_ENV", "development", "", OutsideDevelopment, Whole, app_env, "development, production or test",
     "which environment this is; unset means development"},
    {"DEBUG", "", "true", OutsideDevelopment, Whole, truth<&S::debug>, yes_or_no,
     "errors may be shown explicitly; refused in production"},
    {"SECRET_KEY", "", "", OutsideDevelopment, Nothing, checked<&S::secret_key, fault_of_secret_key>,
     "at least 50 random characters, such as `openssl rand -base64 48` prints",
     "signs and encrypts; development makes its own in var/secret_key"},
    {"SECRET_KEY_FALLBACKS", "", "", Never, Nothing, list<&S::secret_key_fallbacks, fault_of_secret_key>,
     "older keys, commas between them", "keys that are still accepted but sign nothing new"},
    {"RATE_LIMITS", "on", "", Never, Whole, rate_limits, "on, or soak outside production",
     "limits by client address on sign-in, registration, links and orders, and on unpaid orders"},

    {"LISTEN", "127.0.0.1:8000", "", Never, Whole, listen, "ADDRESS:PORT, such as 127.0.0.1:8000 or [::1]:8000",
     "where the program listens; port 0 takes any free one"},
    {"WORKERS", "8", "", Never, Whole, number<&S::workers, 1, 256>, "a whole number from 1 to 256",
     "threads that answer requests, each with a database session of its own"},
    {"QUEUE_LIMIT", "256", "", Never, Whole, number<&S::queue_limit, 1, 100'000>, "a whole number from 1 to 100000",
     "requests that may wait for a worker; one more is told to come back"},
    {"PUBLIC_URL", "", "http://localhost:<port of LISTEN>", OutsideDevelopment, Whole,
     checked<&S::public_url, fault_of_site>, "https://host[:port], no path and no slash at the end",
     "base of links, mails and redirects; its host is accepted"},
    {"ADDS_ALLOWED_HOSTS", "", "", Never, Whole, list<&S::allowed_hosts, fault_of_host>,
     "host names, or .suffix for all below one, commas between them",
     "further accepted Host names; development accepts localhost too"},
    {"TRUSTED_PROXIES", "loopback", "", Never, Whole, trusted_proxies, "addresses or loopback, commas between them",
     "whose X-Forwarded-* headers count"},
    {"HSTS_SECONDS", "31536000", "", Never, Whole, number<&S::hsts, 0, 2'000'000'000>,
     "a whole number of seconds, 0 to switch it off", "how long browsers must keep to https; one year by default"},

    {"DATABASE_URL", "", "sqlite:///var/ocpizza.sqlite", OutsideDevelopment, WithoutPassword,
     checked<&S::database_url, fault_of_database_url>, database, "the database"},
    {"DATABASE_REPLICA_URL", "", "", Never, WithoutPassword, checked<&S::database_replica_url, fault_of_database_url>,
     database, "a copy for reads that may lag"},
    {"DB_SSLMODE", "true", "", Never, Whole, checked<&S::db_sslmode, fault_of_sslmode>,
     "true, false, disable, allow, prefer, require, verify-ca or verify-full",
     "encryption of the connection; true: verify-full for a remote host, prefer on loopback or a socket"},

    {"BACKUP_DIR", "var/backups", "", Never, Whole, text<&S::backup_dir>, "a folder", "where dumps are kept"},
    {"BACKUP_KEEP", "7", "", Never, Whole, number<&S::backup_keep, 1, 3650>, "a whole number from 1 to 3650",
     "daily dumps kept"},
    {"BACKUP_KEY_FILE", "", "", Never, Whole, text<&S::backup_key_file>,
     "a file with mode 600 that holds 32 bytes in hexadecimal or base64", "key that encrypts dumps"},
    {"ALERT_EMAIL", "", "", Never, Whole, checked<&S::alert_email, fault_of_mail_address>, mail_address,
     "who is told when something needs a person"},
    {"ALERT_WEBHOOK_URL", "", "", Never, Nothing, checked<&S::alert_webhook_url, fault_of_web_url>, web_url,
     "what is called when something needs a person"},

    {"STRIPE_SECRET_KEY", "", "", Never, Nothing, text<&S::stripe_secret_key>,
     "sk_live_... or rk_live_... in production, sk_test_... or rk_test_... elsewhere",
     "the account that takes payments; without it there is no online payment"},
    {"STRIPE_WEBHOOK_SECRET", "", "", Never, Nothing, list<&S::stripe_webhook_secrets, fault_of_webhook_secret>, "whsec_..., several with commas between while one takes over",
     "proves that a call comes from Stripe; required with STRIPE_SECRET_KEY"},
    {"STRIPE_BASE_URL", "https://api.stripe.com", "", Never, Whole, checked<&S::stripe_base_url, fault_of_base_url>,
     base_url, "where Stripe answers"},

    {"ALGOLIA_APP_ID", "", "", Never, Whole, text<&S::algolia_app_id>, some_text,
     "the Algolia application; without it the embedded search engine serves"},
    {"ALGOLIA_API_KEY", "", "", Never, Nothing, text<&S::algolia_api_key>, some_text,
     "its key for indexing and searching, never the Admin key"},
    {"ALGOLIA_SEARCH_API_KEY", "", "", Never, Nothing, text<&S::algolia_search_api_key>, some_text,
     "parent of the keys that browsers would get"},
    {"ALGOLIA_HOSTS", "", "", Never, Whole, list<&S::algolia_hosts, fault_of_base_url>,
     "base URLs, commas between them", "other hosts than those of the application"},
    {"ALGOLIA_INDEX_PREFIX", "<APP_ENV>_", "", Never, Whole, text<&S::algolia_index_prefix>, some_text,
     "what the names of our indexes begin with"},

    {"SENTRY_DSN", "", "", Never, Whole, checked<&S::sentry_dsn, fault_of_sentry_dsn>, "https://key@host/project",
     "where Sentry events go"},
    {"SENTRY_TRACES_SAMPLE_RATE", "0", "", Never, Whole, share<&S::sentry_traces_sample_rate>, share_of_one,
     "share of requests that are traced"},
    {"NEW_RELIC_LICENSE_KEY", "", "", Never, Nothing, text<&S::new_relic_license_key>, some_text,
     "the account that receives the figures of the server"},
    {"NEW_RELIC_BASE_URL", "https://metric-api.eu.newrelic.com", "", Never, Whole,
     checked<&S::new_relic_base_url, fault_of_base_url>, base_url, "where New Relic answers"},
    {"NEW_RELIC_INTERVAL_SECONDS", "60", "", Never, Whole, number<&S::new_relic_interval, 5, 3600>,
     "a whole number from 5 to 3600", "time between two posts of figures"},

    {"SMTP_URL", "", "", Never, Whole, checked<&S::smtp_url, fault_of_smtp_url>,
     "smtp://host:587 (STARTTLS) or smtps://host:465",
     "the mail server; without it mails become files in var/mail, refused in production"},
    {"SMTP_USER", "", "", Never, Whole, text<&S::smtp_user>, some_text, "its user"},
    {"SMTP_PASSWORD", "", "", Never, Nothing, text<&S::smtp_password>, some_text, "that user's password"},
    {"SMTP_REQUIRE_TLS", "true", "", Never, Whole, truth<&S::smtp_require_tls>, yes_or_no,
     "never speak to the mail server in clear; false only outside production"},
    {"MAIL_FROM", "", "", Never, Whole, checked<&S::mail_from, fault_of_mailbox>, "name@host or Name <name@host>",
     "sender of our mails; required with SMTP_URL"},

    {"GEOCODER_BASE_URL", "https://data.geopf.fr/geocodage", "", Never, Whole,
     checked<&S::geocoder_base_url, fault_of_base_url_or_off>, "http(s)://host[/path] without a slash at the end, or off", "who turns addresses into coordinates"},
    {"GEOCODER_MIN_SCORE", "0.5", "", Never, Whole, share<&S::geocoder_min_score>, share_of_one,
     "how sure the geocoder must be"},
    {"ROUTER_BASE_URL", "", "", Never, Whole, checked<&S::router_base_url, fault_of_base_url>, base_url,
     "who finds the way; without it straight lines serve"},
    {"MAP_TILE_URL", "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "", Never, Whole,
     checked<&S::map_tile_url, fault_of_tile_url>, "https://host/path with {z}, {x} and {y}", "pictures of the map"},
    {"MAP_ATTRIBUTION", "© OpenStreetMap", "", Never, Whole, text<&S::map_attribution>, some_text,
     "whom the map names as its maker"},
    {"HTTP_CA_FILE", "", "", Never, Whole, text<&S::http_ca_file>, "a file of certificates",
     "replaces the system's store of trusted certificates: for tests only"},
};
// clang-format on

} // namespace

std::span<SettingRow const> setting_rows()
{
    return rows;
}

SettingRow const* find_setting(std::string_view name)
{
    auto const found
        = std::find_if(std::begin(rows), std::end(rows), [&](auto const& row) { return row.name == name; });
    return found == std::end(rows) ? nullptr : found;
}

} // namespace ocp
