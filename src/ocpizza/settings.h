#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace ocp {

enum class Environment { Development, Production, Test };
enum class RateLimits { On, Soak };

/// Where to listen; port 0 takes any free one.
struct ListenAddress {
    std::string host;
    unsigned short port = 0;
};

/// Database sessions of a serving process beside those of its WORKERS.
inline constexpr std::size_t sessions_beside_workers = 8;

/// Every setting, typed and checked. What each means, its default and its form: settings_table.cpp.
struct Settings {
    Environment app_env = Environment::Development;
    bool debug = false;
    std::string secret_key; ///< empty in development only: the caller then makes one
    std::vector<std::string> secret_key_fallbacks;
    RateLimits rate_limits = RateLimits::On;

    ListenAddress listen;
    std::size_t workers = 0;
    std::size_t queue_limit = 0;
    std::string public_url; ///< scheme and host, perhaps a port; no slash at the end
    std::vector<std::string> allowed_hosts; ///< exact, or ".suffix"; that of public_url included
    std::vector<std::string> trusted_proxies; ///< addresses
    std::chrono::seconds hsts{0};

    std::string database_url;
    std::string database_replica_url;
    std::string db_sslmode; ///< true, false, or libpq's own word

    std::string backup_dir;
    std::size_t backup_keep = 0;
    std::string backup_key_file;
    std::string alert_email;
    std::string alert_webhook_url;

    std::string stripe_secret_key;
    std::vector<std::string> stripe_webhook_secrets; ///< any of them; several while one takes over
    std::string stripe_base_url;

    std::string algolia_app_id;
    std::string algolia_api_key;
    std::string algolia_search_api_key;
    std::vector<std::string> algolia_hosts;
    std::string algolia_index_prefix;

    std::string sentry_dsn;
    double sentry_traces_sample_rate = 0;
    std::string new_relic_license_key;
    std::string new_relic_base_url;
    std::chrono::seconds new_relic_interval{0};

    std::string smtp_url;
    std::string smtp_user;
    std::string smtp_password;
    bool smtp_require_tls = true;
    std::string mail_from;

    std::string geocoder_base_url;
    double geocoder_min_score = 0;
    std::string router_base_url;
    std::string map_tile_url;
    std::string map_attribution;
    std::string http_ca_file;
};

using VariableMap = std::map<std::string, std::string>;

/// Where settings come from, the strongest first. An empty value sets back to the default.
struct SettingSources {
    VariableMap options; ///< from the command line, under the setting's name
    VariableMap environment;
    std::optional<std::string> dotenv; ///< the text of .env, if there is one
};

/// One thing that stops the start.
struct SettingFault {
    /// Not given though it must be; no name of ours; a value that is wrong in itself or beside another.
    enum class Kind { Wrong, Missing, Unknown };

    std::string name; ///< of the variable, or ".env" for a line that could not be read
    std::string sentence; ///< names the variable, the fault and the expected form; never a secret
    Kind kind = Kind::Wrong;
};

/// Reads and checks every setting, or says everything that is wrong at once. Touches no file and no clock.
tl::expected<Settings, std::vector<SettingFault>> load_settings(SettingSources const& sources);

/// A line of `ocpizza config`. Also there for settings that are faulty or missing.
struct SettingLine {
    std::string name;
    std::string value; ///< secrets masked, control characters escaped
    std::string source; ///< option, environment, .env or default
    std::string meaning;
};
std::vector<SettingLine> describe_settings(SettingSources const& sources);

/// The process's environment, for SettingSources.
VariableMap process_environment();

/// development, production or test
std::string to_text(Environment environment);

} // namespace ocp
