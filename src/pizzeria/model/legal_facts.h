#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace ocp::pizzeria {

/// What the group says of itself as the law wants it, by name. What is not filled in is absent.
using LegalFacts = std::map<std::string, std::string, std::less<>>;

inline constexpr std::array<std::string_view, 10> legal_fact_names{"company", "legal_form",
    "registered_office", "registration", "vat_number", "director", "contact_email", "contact_phone", "host",
    "mediator"};

} // namespace ocp::pizzeria
