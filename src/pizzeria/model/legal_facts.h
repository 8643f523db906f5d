#pragma once

#include <map>
#include <string>

namespace ocp::pizzeria {

/// What the group says of itself as the law wants it, by name: company, legal_form, registered_office,
/// registration, vat_number, director, contact_email, contact_phone, host, mediator. What is not filled in is
/// absent.
using LegalFacts = std::map<std::string, std::string, std::less<>>;

} // namespace ocp::pizzeria
