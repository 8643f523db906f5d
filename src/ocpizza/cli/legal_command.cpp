#include "base/text.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/system_clock.h"
#include "pizzeria/business/legal_facts.h"
#include "pizzeria/business/legal_facts_rules.h"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <optional>

namespace ocp::cli {

namespace {

/// Nothing when one of them is no NAME=VALUE of a known name; says which.
std::optional<pizzeria::LegalFacts> facts_from(std::vector<std::string> const& said)
{
    auto const& names = pizzeria::legal_fact_names;
    pizzeria::LegalFacts facts;
    for (auto const& one : said) {
        auto const equals = one.find('=');
        auto const name = one.substr(0, equals);
        if (equals == std::string::npos || std::find(names.begin(), names.end(), name) == names.end()) {
            std::cerr << "ocpizza: " << one << " is no NAME=VALUE of "
                      << fmt::format("{}", fmt::join(names, ", ")) << '\n';
            return std::nullopt;
        }
        facts[name] = text::trimmed(std::string_view{one}.substr(equals + 1));
    }
    return facts;
}

} // namespace

int legal(Settings const& settings, std::vector<std::string> const& said)
{
    auto const told = facts_from(said);
    if (!told) return refused;
    db::Database database{options_for_commands(settings)};
    if (!told->empty()) pizzeria::say_legal_facts(database, *told, SystemClock{}.now());
    auto const known = pizzeria::legal_facts(database);
    auto const lacking = pizzeria::lacking_on_invoices(known);
    for (auto const name : pizzeria::legal_fact_names) {
        auto const fact = known.find(name);
        auto const is_lacking = std::find(lacking.begin(), lacking.end(), name) != lacking.end();
        std::cout << fmt::format("{:<18} {}\n", name,
            fact != known.end() ? fact->second
                : is_lacking    ? "- (no invoice without it)"
                                : "-");
    }
    return lacking.empty() ? done : refused;
}

} // namespace ocp::cli
