#pragma once

#include "pizzeria/model/legal_facts.h"
#include "platform/db/database.h"

namespace ocp::pizzeria {

/// What the group has filled in, for the pages the law asks for.
LegalFacts legal_facts(db::Database&);

} // namespace ocp::pizzeria
