#pragma once

#include "platform/db/reader.h"

#include <map>
#include <string>

namespace ocp::pizzeria {

/// What the group says of itself as the law wants it, by name: company, legal_form, registered_office,
/// registration, vat_number, director, contact_email, contact_phone, host, mediator. What is not filled in is
/// absent.
using LegalFacts = std::map<std::string, std::string, std::less<>>;
LegalFacts read_legal_facts(db::Reader const&);

} // namespace ocp::pizzeria
