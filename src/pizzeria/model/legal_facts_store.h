#pragma once

#include "base/clock.h"
#include "pizzeria/model/legal_facts.h"
#include "platform/db/database.h"
#include "platform/db/reader.h"

namespace ocp::pizzeria {

LegalFacts read_legal_facts(db::Reader const&);

/// Writes these over what was said under their names; "" takes one away.
void write_legal_facts(db::Transaction&, LegalFacts const&, Instant now);

} // namespace ocp::pizzeria
