#include "ocpizza/setting_readers.h"

#include "base/text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cmath>

namespace ocp::setting {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_only_visible_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_address(std::string_view text)
{
    std::array<unsigned char, sizeof(in6_addr)> room{};
    std::string const copy{text};
    return inet_pton(AF_INET, copy.c_str(), room.data()) == 1
        || inet_pton(AF_INET6, copy.c_str(), room.data()) == 1;
}

bool is_host_name(std::string_view text)
{
    auto const good = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; };
    return !text.empty() && text.size() <= 253 && text.front() != '.' && text.front() != '-'
        && text.back() != '.' && text.find("..") == text.npos && std::all_of(text.begin(), text.end(), good);
}

bool is_port(std::string_view text)
{
    unsigned short port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size();
}

/// "host", "host:port", "[address]" or "[address]:port".
std::string fault_of_authority(std::string_view authority)
{
    if (authority.find('@') != authority.npos) return "contains a user or password";
    std::string_view host = authority, port;
    bool has_port = false;
    if (authority.starts_with('[')) {
        auto const close = authority.find(']');
        if (close == authority.npos || !is_address(authority.substr(1, close - 1)))
            return "has no proper host";
        auto const rest = authority.substr(close + 1);
        if (!rest.empty() && rest.front() != ':') return "has no proper host";
        has_port = !rest.empty();
        port = has_port ? rest.substr(1) : rest;
    } else {
        auto const colon = authority.find(':');
        has_port = colon != authority.npos;
        host = authority.substr(0, colon);
        if (has_port) port = authority.substr(colon + 1);
        if (!is_host_name(host)) return "has no proper host";
    }
    return has_port && !is_port(port) ? "has no proper port" : "";
}

/// What stands behind "http://" or "https://", or nothing.
std::optional<std::string_view> behind_web_scheme(std::string_view url)
{
    for (std::string_view const scheme : {"https://", "http://"})
        if (url.starts_with(scheme)) return url.substr(scheme.size());
    return std::nullopt;
}

/// Bits of chance in `key` as its own letters suggest: what an honest generator gives, and a sentence does
/// not.
double estimated_bits(std::string_view key)
{
    std::array<double, 256> count{};
    for (char const c : key)
        count[static_cast<unsigned char>(c)] += 1;
    auto const size = static_cast<double>(key.size());
    double bits = 0;
    for (double const times : count)
        if (times > 0) bits += times * std::log2(size / times);
    return bits;
}

} // namespace

std::vector<std::string> pieces(std::string_view list)
{
    std::vector<std::string> found;
    for (auto const piece : text::split(list, ','))
        if (auto const name = text::trimmed(piece); !name.empty()) found.emplace_back(name);
    return found;
}

std::string fault_of_webhook_secret(std::string_view secret)
{
    return secret.starts_with("whsec_") ? "" : "does not begin with whsec_";
}

std::string fault_of_web_url(std::string_view url)
{
    if (!has_only_visible_ascii(url)) return "contains a blank or a letter that is not ASCII";
    auto const rest = behind_web_scheme(url);
    if (!rest) return "does not begin with http:// or https://";
    return fault_of_authority(rest->substr(0, rest->find_first_of("/?#")));
}

std::string fault_of_base_url(std::string_view url)
{
    if (url.find_first_of("?#") != url.npos) return "contains a query or a fragment";
    if (url.ends_with('/')) return "ends with a slash";
    return fault_of_web_url(url);
}

std::string fault_of_base_url_or_off(std::string_view url)
{
    return url == "off" ? "" : fault_of_base_url(url);
}

std::string fault_of_site(std::string_view url)
{
    if (auto fault = fault_of_base_url(url); !fault.empty()) return fault;
    return behind_web_scheme(url)->find('/') == std::string_view::npos ? "" : "contains a path";
}

std::string fault_of_tile_url(std::string_view url)
{
    for (std::string_view const part : {"{z}", "{x}", "{y}"})
        if (url.find(part) == url.npos) return "lacks " + std::string{part};
    return fault_of_web_url(url);
}

std::string fault_of_database_url(std::string_view url)
{
    if (url.starts_with("mysql:") || url.starts_with("mariadb:"))
        return "asks for MySQL or MariaDB, which this version does not know yet";
    if (url.starts_with("sqlite:"))
        return url.starts_with("sqlite:///") && url.size() > 10 ? "" : "names no file behind sqlite:///";
    for (std::string_view const scheme : {"postgres://", "postgresql://"}) {
        if (!url.starts_with(scheme)) continue;
        auto const rest = url.substr(scheme.size());
        auto const slash = rest.find('/');
        auto const is_named = slash != rest.npos && slash + 1 < rest.size() && rest[slash + 1] != '?';
        return is_named ? "" : "names no database behind the host";
    }
    return "names no known engine";
}

std::string fault_of_sslmode(std::string_view mode)
{
    for (std::string_view const word :
        {"true", "false", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
        if (mode == word) return {};
    return "is none of the known words";
}

std::string fault_of_host(std::string_view host)
{
    if (host.starts_with("[") && host.ends_with("]") && is_address(host.substr(1, host.size() - 2)))
        return {};
    if (host.find('*') != host.npos) return "contains *, which would accept any host";
    auto const is_suffix = host.starts_with('.');
    auto const name = is_suffix ? host.substr(1) : host;
    if (!is_host_name(name)) return "is not a host name";
    if (is_suffix && name.find('.') == name.npos) return "accepts a whole top-level domain";
    return {};
}

std::string fault_of_proxy(std::string_view address)
{
    if (!is_address(address)) return "is not an address";
    return address == "0.0.0.0" || address == "::" ? "stands for everyone" : "";
}

std::string fault_of_mail_address(std::string_view address)
{
    auto const at = address.find('@');
    if (!has_only_visible_ascii(address) || at == address.npos || at == 0) return "is not an e-mail address";
    if (address.find_first_of("<>,;\"()") != address.npos) return "is not an e-mail address";
    return is_host_name(address.substr(at + 1)) ? "" : "is not an e-mail address";
}

std::string fault_of_mailbox(std::string_view mailbox)
{
    auto const open = mailbox.find('<');
    if (open == mailbox.npos) return fault_of_mail_address(mailbox);
    if (!mailbox.ends_with('>')) return "does not close its <";
    if (mailbox.substr(0, open).find_first_of("\",;@") != mailbox.npos)
        return "has a name with \" , ; or @ in it";
    return fault_of_mail_address(mailbox.substr(open + 1, mailbox.size() - open - 2));
}

std::string fault_of_smtp_url(std::string_view url)
{
    for (std::string_view const scheme : {"smtps://", "smtp://"}) {
        if (!url.starts_with(scheme)) continue;
        auto const rest = url.substr(scheme.size());
        if (rest.find('@') != rest.npos)
            return "contains a user or password; those are SMTP_USER, SMTP_PASSWORD";
        return fault_of_authority(rest.substr(0, rest.size() - (rest.ends_with('/') ? 1 : 0)));
    }
    return "does not begin with smtp:// or smtps://";
}

std::string fault_of_sentry_dsn(std::string_view dsn)
{
    auto const rest = behind_web_scheme(dsn);
    if (!rest || !has_only_visible_ascii(dsn)) return "does not begin with http:// or https://";
    auto const at = rest->find('@');
    if (at == rest->npos || at == 0) return "holds no key before @";
    auto const behind = rest->substr(at + 1);
    auto const project = behind.rfind('/');
    if (project == behind.npos || project + 1 == behind.size()) return "holds no project number at its end";
    auto const digits = behind.substr(project + 1);
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return "holds no project number at its end";
    return fault_of_authority(behind.substr(0, behind.find('/')));
}

std::string fault_of_secret_key(std::string_view key)
{
    if (key.size() < 50) return "is shorter than 50 characters";
    if (key.starts_with("django-insecure-")) return "begins with django-insecure-";
    return estimated_bits(key) < 128 ? "is too regular to be random" : "";
}

std::string app_env(std::string_view value, Settings& into)
{
    for (auto const known : {Environment::Development, Environment::Production, Environment::Test}) {
        if (value != to_text(known)) continue;
        into.app_env = known;
        return {};
    }
    return "is none of the known environments";
}

std::string rate_limits(std::string_view value, Settings& into)
{
    into.rate_limits = value == "soak" ? RateLimits::Soak : RateLimits::On;
    return value == "on" || value == "soak" ? "" : "is neither on nor soak";
}

std::string listen(std::string_view value, Settings& into)
{
    auto const colon = value.rfind(':');
    if (colon == value.npos) return "has no port";
    auto host = value.substr(0, colon);
    if (!is_port(value.substr(colon + 1))) return "has no proper port";
    auto const is_bracketed = host.starts_with('[') && host.ends_with(']');
    if (is_bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    if (!is_address(host) || is_bracketed != (host.find(':') != host.npos)) return "has no proper address";
    into.listen.host = std::string{host};
    std::from_chars(value.data() + colon + 1, value.data() + value.size(), into.listen.port);
    return {};
}

std::string trusted_proxies(std::string_view value, Settings& into)
{
    into.trusted_proxies.clear();
    for (auto const& piece : pieces(value)) {
        if (piece == "loopback") {
            into.trusted_proxies.insert(into.trusted_proxies.end(), {"127.0.0.1", "::1"});
            continue;
        }
        if (auto fault = fault_of_proxy(piece); !fault.empty()) return "has an entry that " + fault;
        into.trusted_proxies.push_back(piece);
    }
    return {};
}

} // namespace ocp::setting
