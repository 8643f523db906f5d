#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

/// The requests that were not answered as they must be.
std::string not_answered(std::vector<Answer> const& answers, unsigned status)
{
    std::vector<std::string> bad;
    for (auto const& answer : answers)
        if (answer.status != status)
            bad.push_back(answer.request + ": " + std::to_string(answer.status) + " instead of "
                + std::to_string(status));
    return listed(bad);
}

std::string host_unchecked(Facts const& facts)
{
    return facts.site ? not_answered(facts.site->foreign_host, 400) : "";
}

std::string csrf_exempt(Facts const& facts)
{
    if (!facts.site) return {};
    auto const without_token = not_answered(facts.site->unsigned_posts, 403);
    return without_token.empty() ? not_answered(facts.site->unproven_posts, 400) : without_token;
}

std::string origin_unchecked(Facts const& facts)
{
    return facts.site ? not_answered(facts.site->foreign_posts, 403) : "";
}

std::string paths_served(Facts const& facts)
{
    if (!facts.site) return {};
    std::vector<std::string> bad;
    for (auto const& answer : facts.site->private_files)
        if (answer.status != 404 && answer.status != 400)
            bad.push_back(answer.request + ": " + std::to_string(answer.status) + " instead of 404");
    return listed(bad);
}

std::string metrics_public(Facts const& facts)
{
    return facts.site ? not_answered(facts.site->metrics, 404) : "";
}

std::string missing_assets(Facts const& facts)
{
    return facts.site ? not_answered(facts.site->assets, 200) : "";
}

std::string error_pages(Facts const& facts)
{
    if (!facts.site) return {};
    std::vector<std::string> bad;
    for (auto const& [status, is_page] : facts.site->error_pages)
        if (!is_page) bad.push_back(std::to_string(status) + " has no page");
    return listed(bad);
}

std::string routes(Facts const& facts)
{
    return facts.site ? listed(facts.site->route_faults) : "";
}

std::string locales(Facts const& facts)
{
    return facts.site ? listed(facts.site->language_faults) : "";
}

std::string templates(Facts const& facts)
{
    return facts.site ? listed(facts.site->template_faults) : "";
}

std::string listeners(Facts const& facts)
{
    if (!facts.site || facts.site->unheard_events.empty()) return {};
    return "no screen hears of " + listed(facts.site->unheard_events);
}

constexpr Check checks[] = {
    {"host-unchecked", Error, Goes, host_unchecked,
        "a page asked under another's name is answered and kept by caches", "deploy an unaltered program"},
    {"csrf-exempt", Error, Goes, csrf_exempt, "another site sends forms in the name of who is signed in",
        "deploy an unaltered program"},
    {"origin-unchecked", Error, Goes, origin_unchecked,
        "another site sends forms in the name of who is signed in", "deploy an unaltered program"},
    {"paths-served", Error, Goes, paths_served, "keys, dumps or the database can be downloaded",
        "deploy an unaltered program"},
    {"metrics-public", Error, Goes, metrics_public,
        "strangers learn how busy the site is and how to tip it over",
        "deploy an unaltered program, and let the proxy send X-Forwarded-For"},
    {"static", Error, Goes, missing_assets, "pages come without their style or their scripts",
        "build the web assets (npm run build), then the program"},
    {"error-pages", Error, Goes, error_pages, "a visitor in trouble reads nothing that helps",
        "deploy an unaltered program"},
    {"routes", Error, Goes, routes, "an address leads to another page than its name says",
        "deploy an unaltered program"},
    {"locales", Error, Goes, locales, "a visitor reads a page that is half French and half English",
        "complete locales/en.po (tools/check_words.py says what it lacks), then build the program"},
    {"templates", Error, Goes, templates, "what a visitor writes becomes part of a page",
        "deploy an unaltered program"},
    {"listeners", Error, Goes, listeners, "a kitchen or a driver does not see that an order has changed",
        "deploy an unaltered program"},
};

} // namespace

std::span<Check const> site_checks()
{
    return checks;
}

} // namespace ocp::deploy
