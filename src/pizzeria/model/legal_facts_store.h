#pragma once

#include "pizzeria/model/legal_facts.h"
#include "platform/db/reader.h"

namespace ocp::pizzeria {

LegalFacts read_legal_facts(db::Reader const&);

} // namespace ocp::pizzeria
