#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

#include <array>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

std::string tls_expiry(Facts const& facts)
{
    static constexpr std::chrono::days least{14};
    if (!facts.certificate_left || *facts.certificate_left >= least) return {};
    auto const days = std::chrono::floor<std::chrono::days>(*facts.certificate_left).count();
    return days < 0
        ? "the certificate that visitors are shown is over"
        : "the certificate that visitors are shown holds for " + std::to_string(days) + " more days";
}

/// What the place sets the field to, or "" when it hands on what the visitor sent.
std::string fault_of_field(HandingOn const& place, std::string_view name)
{
    auto const found = place.fields.find(std::string{name});
    if (found == place.fields.end()) return "does not set " + std::string{name};
    auto const takes_theirs = found->second.find("$http_") != std::string::npos
        || found->second.find("$proxy_add_x_forwarded_for") != std::string::npos;
    return when(takes_theirs, "takes " + std::string{name} + " from the visitor");
}

std::string fault_of(HandingOn const& place)
{
    static constexpr std::uint64_t largest_body = 16U << 20;
    static constexpr std::array overwritten{"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"};
    for (auto const* const name : overwritten)
        if (auto fault = fault_of_field(place, name); !fault.empty()) return fault;
    if (place.largest_body == 0 || place.largest_body > largest_body) return "takes bodies of any size";
    return when(!place.heeds_streams, "holds live streams back");
}

std::string nginx(Facts const& facts)
{
    if (!facts.proxy) return {};
    std::vector<std::string> faults;
    for (auto const& place : facts.proxy->places)
        if (auto const fault = fault_of(place); !fault.empty())
            faults.push_back((place.location.empty() ? "" : "location " + place.location + " ") + fault);
    auto const is_https = facts.settings && facts.settings->public_url.starts_with("https:");
    if (is_https && !facts.proxy->leads_to_https) faults.emplace_back("no server leads from http to https");
    return when(!faults.empty(), facts.proxy->file + ": " + listed(faults));
}

std::string log_mode(Facts const& facts)
{
    return when(
        !facts.readable_log.empty(), facts.readable_log + " may be read by every user of the machine");
}

constexpr Check checks[] = {
    {"tls-expiry", Error, Goes, tls_expiry, "browsers turn every visitor away",
        "certbot renew, or bring the new certificate; then nginx -s reload"},
    {"nginx", Error, Goes, nginx,
        "visitors choose the address they seem to have, stay in clear, send what fills the disk, or see "
        "nothing "
        "live",
        "run deploy/install.sh again, or take over what deploy/nginx/ocpizza.conf says"},
    {"log-mode", Warning, Goes, log_mode, "whoever is on the machine reads who did what, and when",
        "chmod 750 /var/log/ocpizza"},
};

} // namespace

std::span<Check const> proxy_checks()
{
    return checks;
}

} // namespace ocp::deploy
