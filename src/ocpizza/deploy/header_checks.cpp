#include "base/text.h"
#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

#include <algorithm>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

/// "GET /: 200 without Referrer-Policy", for each usual answer that `lacks` names something about.
template <class Lacks>
std::string each(Facts const& facts, Lacks lacks)
{
    if (!facts.site) return {};
    std::vector<std::string> bad;
    for (auto const& answer : facts.site->usual)
        if (auto const what = lacks(answer); !what.empty())
            bad.push_back(answer.request + ": " + std::to_string(answer.status) + " " + what);
    return listed(bad);
}

bool is_https(Facts const& facts)
{
    return facts.settings && facts.settings->public_url.starts_with("https:");
}

std::string headers(Facts const& facts)
{
    auto const wants_hsts = is_https(facts) && facts.settings->hsts.count() > 0;
    return each(facts, [&](Answer const& answer) -> std::string {
        for (std::string_view const name : {"content-security-policy", "cross-origin-opener-policy",
                 "cross-origin-resource-policy", "permissions-policy"})
            if (answer.header(name).empty()) return "without " + std::string{name};
        auto const policy = answer.header("content-security-policy");
        if (policy.find("default-src 'none'") == policy.npos || policy.find("unsafe-") != policy.npos)
            return "with a Content-Security-Policy that lets too much in";
        return when(wants_hsts && answer.header("strict-transport-security").empty(),
            "without strict-transport-security");
    });
}

std::string headers_frame(Facts const& facts)
{
    return each(facts, [](Answer const& answer) {
        auto const policy = answer.header("content-security-policy");
        return when(answer.header("x-frame-options") != "DENY"
                || (!policy.empty() && policy.find("frame-ancestors 'none'") == policy.npos),
            "may be framed");
    });
}

std::string headers_nosniff(Facts const& facts)
{
    return each(facts, [](Answer const& answer) {
        return when(answer.header("x-content-type-options") != "nosniff", "without nosniff");
    });
}

std::string referrer_policy(Facts const& facts)
{
    return each(facts, [](Answer const& answer) {
        auto const policy = answer.header("referrer-policy");
        return when(policy != "same-origin" && policy != "no-referrer",
            policy.empty() ? "without Referrer-Policy" : "with Referrer-Policy " + policy);
    });
}

std::string lacks_in_hsts(Facts const& facts, std::string_view word)
{
    return each(facts, [&](Answer const& answer) {
        auto const hsts = answer.header("strict-transport-security");
        return when(!hsts.empty() && hsts.find(word) == hsts.npos, "HSTS without " + std::string{word});
    });
}

std::string hsts_subdomains(Facts const& facts)
{
    return lacks_in_hsts(facts, "includeSubDomains");
}

std::string hsts_preload(Facts const& facts)
{
    return lacks_in_hsts(facts, "preload");
}

std::string https_redirect(Facts const& facts)
{
    if (!facts.site || !facts.site->in_clear || !is_https(facts)) return {};
    auto const& answer = *facts.site->in_clear;
    auto const leads_home = answer.header("location").starts_with(facts.settings->public_url + "/");
    return when(answer.status != 308 || !leads_home,
        answer.request + " over http was answered " + std::to_string(answer.status) + " instead of 308 to "
            + facts.settings->public_url);
}

std::string fault_of_cookie(std::string const& cookie)
{
    if (!cookie.starts_with("__Host-")) return "lacks __Host-";
    for (std::string_view const flag : {"; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"})
        if (cookie.find(flag) == cookie.npos) return "lacks " + std::string{flag.substr(2)};
    return {};
}

std::string cookie_flags(Facts const& facts)
{
    if (!facts.site || !is_https(facts)) return {};
    std::vector<std::string> bad;
    for (auto const& cookie : facts.site->cookies)
        if (auto const fault = fault_of_cookie(cookie); !fault.empty())
            bad.push_back(cookie.substr(0, cookie.find('=')) + " " + fault);
    return listed(bad);
}

bool is_csrf_cookie(std::string_view cookie)
{
    auto const name = text::lower_ascii(cookie.substr(0, cookie.find('=')));
    return name.find("csrf") != name.npos || name.find("xsrf") != name.npos;
}

/// The secret lives in the login session: a cookie of its own could be set from a name beside ours.
std::string csrf_cookie(Facts const& facts)
{
    if (!facts.site) return {};
    auto cookies = facts.site->cookies;
    for (auto const& answer : facts.site->usual)
        for (auto const& [name, value] : answer.headers)
            if (name == "set-cookie") cookies.push_back(value);
    std::erase_if(cookies, [](auto const& cookie) { return !is_csrf_cookie(cookie); });
    return when(!cookies.empty(),
        "the secret against forged forms is in a cookie"
            + (cookies.empty() ? "" : ", " + cookies.front().substr(0, cookies.front().find('='))));
}

constexpr Check checks[] = {
    {"headers", Error, Goes, headers, "a script that slips into a page runs, or another site reads it",
        "set no header in the proxy that replaces the program's; deploy an unaltered program"},
    {"headers-frame", Error, Goes, headers_frame, "another site shows ours inside its own and steals clicks",
        "deploy an unaltered program"},
    {"headers-nosniff", Error, Goes, headers_nosniff, "a browser takes a file for a script",
        "deploy an unaltered program"},
    {"referrer-policy", Error, Goes, referrer_policy, "addresses with a tracking token leave the site",
        "deploy an unaltered program"},
    {"hsts-subdomains", Warning, Goes, hsts_subdomains, "a name below ours may be used in clear",
        "deploy an unaltered program"},
    {"hsts-preload", Warning, Goes, hsts_preload,
        "browsers cannot know that the site is https before the first visit", "deploy an unaltered program"},
    {"https-redirect", Error, Goes, https_redirect, "who types the address without https stays in clear",
        "list the proxy in TRUSTED_PROXIES and let it send X-Forwarded-Proto"},
    {"cookie-flags", Error, Goes, cookie_flags,
        "a session can be taken by a script, another site or a listener",
        "set PUBLIC_URL to https://...; deploy an unaltered program"},
    {"csrf-cookie", Error, Goes, csrf_cookie, "a name beside ours sets it, and forges forms with it",
        "deploy an unaltered program"},
};

} // namespace

std::span<Check const> header_checks()
{
    return checks;
}

} // namespace ocp::deploy
