#include "pizzeria/business/legal_facts_rules.h"

#include "base/text.h"

#include <algorithm>

namespace ocp::pizzeria {

std::vector<std::string_view> lacking_on_invoices(LegalFacts const& facts)
{
    static constexpr std::array<std::string_view, 5> wanted{
        "company", "legal_form", "registered_office", "registration", "vat_number"};
    std::vector<std::string_view> lacking;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(lacking), [&](std::string_view name) {
        auto const known = facts.find(name);
        return known == facts.end() || text::trimmed(known->second).empty();
    });
    return lacking;
}

} // namespace ocp::pizzeria
