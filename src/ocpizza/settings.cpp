#include "ocpizza/settings.h"

#include "base/text.h"
#include "ocpizza/dotenv.h"
#include "ocpizza/near_miss.h"
#include "ocpizza/settings_table.h"
#include "ocpizza/settings_together.h"

#include <algorithm>
#include <unistd.h>

namespace ocp {

namespace {

/// A row with the value that counts for it.
struct Resolved {
    SettingRow const* row;
    std::string value;
    std::string_view source;
};

std::string quoted(std::string_view value)
{
    std::string shown;
    for (char const c : value.substr(0, 80))
        shown += (c >= ' ' && c != '\x7f') || (c & 0x80) ? c : '?';
    return '"' + shown + (value.size() > 80 ? "...\"" : "\"");
}

/// The value with the password of its URL starred, user and host left to read.
std::string without_password(std::string value)
{
    auto const start = value.find("://");
    auto const at = value.rfind('@');
    if (start != value.npos && at != value.npos && at > start) {
        auto const colon = value.find(':', start + 3);
        if (colon < at) value.replace(colon + 1, at - colon - 1, "***");
    }
    if (auto const query = value.find("password="); query != value.npos) {
        auto const end = std::min(value.find('&', query), value.size());
        value.replace(query + 9, end - query - 9, "***");
    }
    return value;
}

std::string shown(SettingRow const& row, std::string const& value)
{
    if (row.show == Show::Nothing) return value.empty() ? "" : "***";
    return row.show == Show::WithoutPassword ? without_password(value) : value;
}

class Resolver {
public:
    explicit Resolver(SettingSources const& sources)
        : sources_{sources}
        , dotenv_{parse_dotenv(sources.dotenv.value_or(""))}
    {
        for (auto const& row : setting_rows())
            rows_.push_back(resolve(row));
        fill_in_what_follows_from_others();
    }

    std::vector<Resolved> const& rows() const { return rows_; }

    /// Lines of .env that are broken or name nothing of ours, and names in the environment that nearly are
    /// ours.
    std::vector<SettingFault> strangers() const
    {
        std::vector<SettingFault> faults;
        for (auto const& fault : dotenv_.faults)
            faults.push_back({".env", ".env, line " + std::to_string(fault.line) + ", " + fault.what + "."});
        for (auto const& entry : dotenv_.entries) {
            if (find_setting(entry.name)) continue;
            auto const near = nearest(entry.name);
            faults.push_back({entry.name,
                entry.name + " (.env, line " + std::to_string(entry.line) + ") is not a setting; expected "
                    + (near.empty() ? "a name of .env.example." : near + "?"),
                SettingFault::Kind::Unknown});
        }
        for (auto const& [name, value] : sources_.environment) {
            auto const near = find_setting(name) ? "" : nearest(name);
            if (!near.empty())
                faults.push_back(
                    {name, quoted(name) + " in the environment is not a setting; expected " + near + "?",
                        SettingFault::Kind::Unknown});
        }
        return faults;
    }

private:
    Resolved resolve(SettingRow const& row) const
    {
        auto const look = [&](VariableMap const& map, std::string_view source) -> std::optional<Resolved> {
            auto const found = map.find(std::string{row.name});
            if (found == map.end()) return std::nullopt;
            return Resolved{&row, found->second, source};
        };
        auto given = look(sources_.options, "option");
        if (!given) given = look(sources_.environment, "environment");
        if (!given)
            for (auto const& entry : dotenv_.entries)
                if (entry.name == row.name) given = Resolved{&row, entry.value, ".env"};
        return given && !given->value.empty() ? *given : Resolved{&row, std::string{row.fallback}, "default"};
    }

    Resolved& at(std::string_view name)
    {
        return *std::find_if(
            rows_.begin(), rows_.end(), [&](auto const& one) { return one.row->name == name; });
    }

    void fill_in_what_follows_from_others()
    {
        auto const environment = at("APP_ENV").value;
        if (environment == "development")
            for (auto& one : rows_)
                if (one.value.empty()) one.value = one.row->in_development;
        auto const listen = at("LISTEN").value;
        if (auto& url = at("PUBLIC_URL"); url.source == "default" && !url.value.empty())
            url.value = "http://localhost" + listen.substr(std::min(listen.rfind(':'), listen.size()));
        if (auto& prefix = at("ALGOLIA_INDEX_PREFIX"); prefix.source == "default")
            prefix.value = environment + "_";
    }

    static std::string nearest(std::string_view name)
    {
        for (auto const& row : setting_rows())
            if (is_near_miss(name, row.name)) return std::string{row.name};
        return {};
    }

    SettingSources const& sources_;
    Dotenv dotenv_;
    std::vector<Resolved> rows_;
};

std::string malformed(Resolved const& one, std::string_view fault)
{
    auto const& row = *one.row;
    auto const value = row.show == Show::Nothing ? "(not shown)" : quoted(shown(row, one.value));
    return std::string{row.name} + " = " + value + " from " + std::string{one.source} + " "
        + std::string{fault} + "; expected " + std::string{row.expected} + ".";
}

std::string missing(SettingRow const& row)
{
    return std::string{row.name} + " is not set, and only development may start without it; expected "
        + std::string{row.expected} + ".";
}

bool has_control_byte(std::string_view value)
{
    return std::any_of(value.begin(), value.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

void read_row(Resolved const& one, Settings& settings, std::vector<SettingFault>& faults)
{
    if (one.value.empty()) return;
    auto const fault
        = has_control_byte(one.value) ? "contains a control character" : one.row->read(one.value, settings);
    if (!fault.empty()) faults.push_back({std::string{one.row->name}, malformed(one, fault)});
}

/// The host of a URL, its port cut off.
std::string host_of(std::string_view url)
{
    auto host = url.substr(std::min(url.find("://") + 3, url.size()));
    auto const port = host.rfind(':');
    if (port != host.npos && host.find(']', port) == host.npos) host = host.substr(0, port);
    return std::string{host};
}

void complete_allowed_hosts(Settings& settings)
{
    auto& hosts = settings.allowed_hosts;
    hosts.push_back(host_of(settings.public_url));
    if (settings.app_env == Environment::Development)
        hosts.insert(hosts.end(), {"localhost", "127.0.0.1", "[::1]"});
    for (auto& host : hosts)
        host = text::lower_ascii(host);
    std::sort(hosts.begin(), hosts.end());
    hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
}

} // namespace

tl::expected<Settings, std::vector<SettingFault>> load_settings(SettingSources const& sources)
{
    Resolver const resolver{sources};
    auto faults = resolver.strangers();
    Settings settings;
    // APP_ENV stands first in the table: a value nobody knows must not count as development.
    auto const is_development = resolver.rows().front().value == to_text(Environment::Development);
    for (auto const& one : resolver.rows()) {
        if (one.value.empty() && one.row->need == Need::OutsideDevelopment && !is_development)
            faults.push_back({std::string{one.row->name}, missing(*one.row), SettingFault::Kind::Missing});
        read_row(one, settings, faults);
    }
    if (!faults.empty()) return tl::unexpected{std::move(faults)};
    if (faults = disagreements(settings); !faults.empty()) return tl::unexpected{std::move(faults)};
    complete_allowed_hosts(settings);
    return settings;
}

std::vector<SettingLine> describe_settings(SettingSources const& sources)
{
    std::vector<SettingLine> lines;
    Resolver const resolver{sources};
    for (auto const& one : resolver.rows()) {
        auto const value = shown(*one.row, one.value);
        lines.push_back({std::string{one.row->name}, has_control_byte(value) ? quoted(value) : value,
            std::string{one.source}, std::string{one.row->meaning}});
    }
    return lines;
}

VariableMap process_environment()
{
    VariableMap variables;
    for (char** entry = environ; entry && *entry; ++entry) {
        std::string_view const text{*entry};
        auto const equals = text.find('=');
        if (equals != text.npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

std::string to_text(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return "development";
    case Environment::Production:
        return "production";
    case Environment::Test:
        return "test";
    }
    return "";
}

} // namespace ocp
