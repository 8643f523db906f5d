#include "ocpizza/deploy/report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ocp::deploy {

namespace {

std::string_view name_of(Severity severity)
{
    return severity == Severity::Error ? "error" : "warning";
}

} // namespace

std::string words(std::vector<Finding> const& findings)
{
    std::string all;
    for (auto const& one : findings)
        all += fmt::format("{} ({}): {}\n    risk: {}\n    cure: {}\n", one.id, name_of(one.severity),
            one.found, one.risk, one.cure);
    return all;
}

std::string json(std::vector<Finding> const& findings)
{
    auto all = nlohmann::ordered_json::array();
    for (auto const& one : findings)
        all.push_back({{"id", one.id}, {"severity", name_of(one.severity)}, {"found", one.found},
            {"risk", one.risk}, {"cure", one.cure}});
    return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

int exit_code(std::vector<Finding> const& findings, Facts const& facts)
{
    if (!facts.not_looked_at.empty()) return 2;
    return findings.empty() ? 0 : 1;
}

} // namespace ocp::deploy
