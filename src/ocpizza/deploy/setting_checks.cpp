#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/setting_faults.h"
#include "ocpizza/setting_readers.h"

#include <algorithm>
#include <array>
#include <set>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;
using Kind = SettingFault::Kind;

std::string app_env_unknown(Facts const& facts)
{
    if (auto said = wrong(facts, "APP_ENV"); !said.empty()) return said;
    return when(facts.settings && facts.settings->app_env == Environment::Development,
        "APP_ENV is development, or is not set, which means the same");
}

std::string debug_on(Facts const& facts)
{
    if (auto said = wrong(facts, "DEBUG"); !said.empty()) return said;
    return when(facts.settings && facts.settings->debug, "DEBUG is true");
}

std::string required_missing(Facts const& facts)
{
    static std::set<std::string, std::less<>> const named{"PUBLIC_URL", "MAIL_FROM", "STRIPE_WEBHOOK_SECRET"};
    return sentences(facts,
        [](SettingFault const& fault) { return fault.kind == Kind::Missing && !named.contains(fault.name); });
}

std::string base_url_missing(Facts const& facts)
{
    return sentences(facts,
        [](SettingFault const& fault) { return fault.kind == Kind::Missing && fault.name == "PUBLIC_URL"; });
}

/// Keys that stand in the repository, for all to read.
constexpr std::array<std::string_view, 4> published_keys{
    "a key of the tests alone, long enough to be one of a real site",
    "a soak signs with this key and nothing else ever does, 0123456789",
    "q7Vf0pXy2KcW9sLb4RtZ8mNd1HjG6aEuS3oTi5UxQvPkYwBz+/Cr",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};

std::string fault_of_key(std::string_view name, std::string const& key)
{
    auto const is_published
        = std::find(published_keys.begin(), published_keys.end(), key) != published_keys.end();
    if (is_published) return std::string{name} + " (***) is a value of this program's repository";
    if (std::set<char>(key.begin(), key.end()).size() < 5)
        return std::string{name} + " (***) has fewer than 5 different characters";
    auto const fault = setting::fault_of_secret_key(key);
    return fault.empty() ? "" : std::string{name} + " (***) " + fault;
}

std::string secret_key_weak(Facts const& facts)
{
    if (auto said = wrong(facts, "SECRET_KEY", "SECRET_KEY_FALLBACKS"); !said.empty()) return said;
    if (!facts.settings) return {};
    std::vector<std::string> weak{fault_of_key("SECRET_KEY", facts.settings->secret_key)};
    for (auto const& key : facts.settings->secret_key_fallbacks)
        weak.push_back(fault_of_key("SECRET_KEY_FALLBACKS", key));
    std::erase(weak, "");
    return listed(weak);
}

std::string unsafe_toggles(Facts const& facts)
{
    return when(facts.settings && !facts.settings->http_ca_file.empty(),
        "HTTP_CA_FILE is set, which replaces the certificates that other services are known by");
}

std::string rate_limits_off(Facts const& facts)
{
    if (auto said = wrong(facts, "RATE_LIMITS"); !said.empty()) return said;
    return when(facts.settings && facts.settings->rate_limits == RateLimits::Soak, "RATE_LIMITS is soak");
}

std::string env_unknown(Facts const& facts)
{
    return sentences(facts, [](SettingFault const& fault) { return fault.kind == Kind::Unknown; });
}

std::string setting_wrong(Facts const& facts)
{
    static std::set<std::string, std::less<>> const named{"APP_ENV", "DEBUG", "SECRET_KEY",
        "SECRET_KEY_FALLBACKS", "RATE_LIMITS", "ADDS_ALLOWED_HOSTS", "TRUSTED_PROXIES", "SENTRY_DSN",
        "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "SMTP_REQUIRE_TLS", "MAIL_FROM"};
    return sentences(facts,
        [](SettingFault const& fault) { return fault.kind == Kind::Wrong && !named.contains(fault.name); });
}

std::string sentry_dsn(Facts const& facts)
{
    if (auto said = wrong(facts, "SENTRY_DSN"); !said.empty()) return said;
    auto const is_clear = facts.settings && facts.settings->sentry_dsn.starts_with("http:");
    return when(is_clear, "SENTRY_DSN begins with http: and not with https:");
}

std::string env_mode(Facts const& facts)
{
    if (!facts.dotenv) return {};
    if (!facts.dotenv->is_ours) return ".env belongs to neither root nor the user who runs the program";
    return when((facts.dotenv->mode & ~0640U) != 0, ".env may be read or written by others");
}

std::string env_tracked(Facts const& facts)
{
    return when(facts.dotenv && facts.dotenv->is_tracked, ".env is kept by git");
}

constexpr Check checks[] = {
    {"app-env-unknown", Error, Stops, app_env_unknown,
        "the program takes what is safe on a developer's machine alone: its own key, plain http, an SQLite "
        "file",
        "write APP_ENV=production (or test) into .env"},
    {"debug-on", Error, Stops, debug_on, "strangers read the program's inside in its error pages",
        "write DEBUG=false"},
    {"required-missing", Error, Stops, required_missing, "the program does not start",
        "fill in the variable as .env.example says"},
    {"base-url-missing", Error, Stops, base_url_missing,
        "links in pages and mails would be built from what a visitor sends",
        "set PUBLIC_URL to the address customers type, such as https://www.ocpizza.fr"},
    {"secret-key-weak", Error, Stops, secret_key_weak,
        "who guesses the key signs tracking links and device cookies of their own",
        "set SECRET_KEY to what `openssl rand -base64 48` prints, once for each installation"},
    {"unsafe-toggles", Error, Stops, unsafe_toggles, "what is made for tests weakens a real site",
        "take the variable out of .env"},
    {"rate-limits-off", Error, Stops, rate_limits_off, "passwords and e-mails can be tried without limit",
        "write RATE_LIMITS=on, or take the line away"},
    {"env-unknown", Error, Stops, env_unknown,
        "a mistyped name has no effect: what it should switch stays as it is",
        "correct the name; `ocpizza config` lists those there are"},
    {"setting-wrong", Error, Stops, setting_wrong, "the program does not start",
        "correct the value as the sentence says"},
    {"sentry-dsn", Error, Goes, sentry_dsn, "errors are not told, or anybody on the way reads them",
        "copy the DSN of the project's settings at Sentry: https://key@host/project"},
    {"env-mode", Warning, Goes, env_mode, "another user of the machine reads keys and passwords",
        "chown it to the service's user and chmod 600 .env"},
    {"env-tracked", Error, Goes, env_tracked, "whoever clones the repository reads keys and passwords",
        "git rm --cached .env, then change every secret in it"},
};

} // namespace

std::span<Check const> setting_checks()
{
    return checks;
}

} // namespace ocp::deploy
