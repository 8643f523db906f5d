#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/setting_faults.h"
#include "platform/http/allowed_hosts.h"
#include "platform/http/client_address.h"

#include <algorithm>
#include <array>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

std::string hosts_empty(Facts const& facts)
{
    return when(facts.settings && facts.settings->allowed_hosts.empty(), "no host is accepted");
}

/// A suffix under which anybody may register a name.
bool is_public_suffix(std::string_view suffix)
{
    static constexpr std::array known{".com.fr", ".asso.fr", ".nom.fr", ".tm.fr", ".prd.fr", ".gouv.fr",
        ".co.uk", ".org.uk", ".com.au", ".com.br", ".github.io", ".herokuapp.com", ".ovh.net",
        ".amazonaws.com", ".azurewebsites.net", ".web.app", ".pages.dev", ".vercel.app", ".netlify.app"};
    return suffix.find('.', 1) == suffix.npos || std::find(known.begin(), known.end(), suffix) != known.end();
}

std::string hosts_star(Facts const& facts)
{
    if (auto said = wrong(facts, "ADDS_ALLOWED_HOSTS"); !said.empty()) return said;
    if (!facts.settings) return {};
    for (auto const& host : facts.settings->allowed_hosts)
        if (host.find('*') != host.npos || (host.starts_with('.') && is_public_suffix(host)))
            return "ADDS_ALLOWED_HOSTS accepts \"" + host + "\", which others may own";
    return {};
}

std::string base_url_http(Facts const& facts)
{
    return when(facts.settings && facts.settings->public_url.starts_with("http:"), "PUBLIC_URL is not https");
}

std::string base_url_host(Facts const& facts)
{
    if (!facts.settings) return {};
    auto const host = host_of(facts.settings->public_url);
    auto const is_address = host.find_first_not_of("0123456789.") == host.npos || host.starts_with('[');
    if (is_this_machine(host) || is_address)
        return "PUBLIC_URL names " + host + ", which is not a name that customers type";
    if (facts.settings->allowed_hosts.empty()) return {};
    return when(!http::is_allowed_host(host, facts.settings->allowed_hosts),
        "PUBLIC_URL names " + host + ", which is not an accepted host");
}

std::string hsts_short(Facts const& facts)
{
    using namespace std::chrono_literals;
    return when(
        facts.settings && facts.settings->hsts < 31'536'000s, "HSTS_SECONDS is less than a year (31536000)");
}

std::string proxy_trust(Facts const& facts)
{
    if (auto said = wrong(facts, "TRUSTED_PROXIES"); !said.empty()) return said;
    if (!facts.settings) return {};
    auto const& trusted = facts.settings->trusted_proxies;
    if (trusted.empty()) return "TRUSTED_PROXIES is empty";
    return when(
        http::is_trusted_proxy("8.8.8.8", trusted) || http::is_trusted_proxy("2001:4860:4860::8888", trusted),
        "TRUSTED_PROXIES believes addresses of the whole world");
}

std::string listen_public(Facts const& facts)
{
    return when(facts.settings && !is_this_machine(facts.settings->listen.host),
        "LISTEN is " + (facts.settings ? facts.settings->listen.host : "") + ", which others can reach");
}

constexpr Check checks[] = {
    {"hosts-empty", Error, Stops, hosts_empty, "every request is refused", "set PUBLIC_URL"},
    {"hosts-star", Error, Stops, hosts_star,
        "a page asked under another's name is answered and kept by caches",
        "list the site's own names in ADDS_ALLOWED_HOSTS"},
    {"base-url-http", Error, Goes, base_url_http,
        "passwords and session cookies travel in clear, and cookies are not bound to the site",
        "set PUBLIC_URL to https://..., with a certificate at the proxy"},
    {"base-url-host", Error, Goes, base_url_host, "links in pages and mails lead nowhere",
        "set PUBLIC_URL to the address customers type"},
    {"hsts-short", Warning, Goes, hsts_short,
        "a browser's first request of the day may be led astray in clear",
        "take HSTS_SECONDS away, or set it to 31536000"},
    {"proxy-trust", Error, Goes, proxy_trust,
        "either every visitor seems to come from the proxy, or anybody chooses the address they seem to have",
        "set TRUSTED_PROXIES to the proxy's address, or to loopback"},
    {"listen-public", Warning, Goes, listen_public, "the program can be reached in clear, beside the proxy",
        "set LISTEN to 127.0.0.1:8000, or let a firewall admit the proxy alone"},
};

} // namespace

std::span<Check const> host_checks()
{
    return checks;
}

} // namespace ocp::deploy
