#include "platform/db/database_url.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

namespace ocp::db {
namespace {

[[noreturn]] void refuse(std::string const& fault)
{
    throw std::invalid_argument{fault
        + "; expected postgres://user:password@host:5432/name, sqlite:///relative/path or"
          " sqlite:////absolute/path"};
}

std::optional<std::string_view> after_prefix(std::string_view text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) return std::nullopt;
    return text.substr(prefix.size());
}

/// Cuts `text` at the first `mark`; the second half is "" when there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, char mark)
{
    auto const at = text.find(mark);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decode(std::string_view text, std::string_view part)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            auto const high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            auto const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) refuse("the " + std::string{part} + " has a broken % escape");
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            refuse("the " + std::string{part} + " has a control character");
        decoded += c;
    }
    return decoded;
}

DatabaseUrl sqlite_url(std::string_view rest)
{
    if (!rest.starts_with('/') || rest.size() < 2)
        refuse("a SQLite address has three or four slashes and a path");
    DatabaseUrl url{.engine = Engine::Sqlite, .path = decode(rest.substr(1), "path")};
    if (url.path == ":memory:") refuse("a database in memory would be another one for each session");
    // SOCI takes its own words apart at quotes.
    if (url.path.find('"') != std::string::npos) refuse("the path has a quote");
    if (url.path.ends_with('/')) refuse("the path names a folder, not a file");
    return url;
}

struct Place {
    std::string host, port;
};

/// "host", "host:5432" or "[::1]:5432".
Place place_from(std::string_view text)
{
    Place place;
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == std::string_view::npos) refuse("the host misses its closing bracket");
        place.host = decode(text.substr(1, end - 1), "host");
        text.remove_prefix(end + 1);
        if (!text.empty() && !text.starts_with(':')) refuse("something stands between the host and the port");
        place.port = text.empty() ? "" : text.substr(1);
    } else {
        auto const [host, port] = cut(text, ':');
        place.host = decode(host, "host");
        place.port = port;
    }
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const& port = place.port;
    if (port.size() > 5 || !std::all_of(port.begin(), port.end(), digit)
        || (!port.empty() && (std::stoi(port) < 1 || std::stoi(port) > 65535)))
        refuse("the port is not a number from 1 to 65535");
    return place;
}

/// Several, commas between them: host and port become lists of as many entries, as libpq takes them.
void take_hosts(DatabaseUrl& url, std::string_view places)
{
    auto const several = places.find(',') != std::string_view::npos;
    for (bool first = true; first || !places.empty(); first = false) {
        auto const [one, others] = cut(places, ',');
        auto const place = place_from(one);
        if (several && place.host.empty()) refuse("one of several hosts is empty");
        if (!first) {
            url.host += ',';
            url.port += ',';
        }
        url.host += place.host;
        url.port += several && place.port.empty() ? "5432" : place.port;
        places = others;
    }
}

void take_option(DatabaseUrl& url, std::string_view option)
{
    auto const [name, value] = cut(option, '=');
    if (name == "sslmode")
        url.ssl_mode = decode(value, "sslmode");
    else if (name == "sslrootcert")
        url.ssl_root_cert = decode(value, "sslrootcert");
    else if (name == "host")
        url.host = decode(value, "host");
    else
        refuse("option «" + std::string{name} + "» is unknown (known are host, sslmode, sslrootcert)");
}

DatabaseUrl postgres_url(std::string_view rest)
{
    DatabaseUrl url{.engine = Engine::Postgres};
    auto [place, options] = cut(rest, '?');
    // A raw @ in the password is a common slip: the last one is the border.
    if (auto const at = place.rfind('@'); at != std::string_view::npos) {
        auto const [user, password] = cut(place.substr(0, at), ':');
        url.user = decode(user, "user");
        url.password = decode(password, "password");
        place.remove_prefix(at + 1);
    }
    auto const [host, name] = cut(place, '/');
    take_hosts(url, host);
    url.name = decode(name, "name of the database");
    if (url.name.empty()) refuse("the name of the database is missing");
    while (!options.empty()) {
        auto const [first, others] = cut(options, '&');
        take_option(url, first);
        options = others;
    }
    return url;
}

} // namespace

DatabaseUrl parse_database_url(std::string_view url)
{
    if (auto const rest = after_prefix(url, "sqlite://")) return sqlite_url(*rest);
    if (auto const rest = after_prefix(url, "postgres://")) return postgres_url(*rest);
    if (auto const rest = after_prefix(url, "postgresql://")) return postgres_url(*rest);
    if (url.starts_with("mysql://") || url.starts_with("mariadb://"))
        refuse("MySQL and MariaDB are not supported yet: use PostgreSQL, or SQLite");
    refuse("the address of the database is not understood");
}

std::string with_database(std::string_view url, std::string_view name)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    auto const options = std::min(url.find('?'), url.size());
    auto const at = url.substr(0, options).rfind('@');
    auto const place = at == std::string_view::npos ? url.find("://") + 3 : at + 1;
    std::string made{url.substr(0, url.find('/', place) + 1)};
    for (char const c : name) {
        auto const is_plain
            = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (is_plain)
            made += c;
        else
            (made += '%').append({digits[static_cast<unsigned char>(c) >> 4], digits[c & 15]});
    }
    return made.append(url.substr(options));
}

bool on_this_machine(std::string_view hosts)
{
    auto const [host, others] = cut(hosts, ',');
    if (!others.empty() && !on_this_machine(others)) return false;
    return host.empty() || host.starts_with('/') || host == "localhost" || host == "::1"
        || host.starts_with("127.");
}

std::string ssl_mode_for(DatabaseUrl const& url, std::string_view setting)
{
    static constexpr std::array words{"disable", "allow", "prefer", "require", "verify-ca", "verify-full"};
    auto const word = url.ssl_mode.empty() ? setting : std::string_view{url.ssl_mode};
    if (word == "true") return on_this_machine(url.host) ? "prefer" : "verify-full";
    if (word == "false") return "prefer";
    if (std::find(words.begin(), words.end(), word) != words.end()) return std::string{word};
    throw std::invalid_argument{"DB_SSLMODE «" + std::string{word}
        + "» is not understood; expected true, false, disable, allow, prefer, require, verify-ca or "
          "verify-full"};
}

} // namespace ocp::db
