#pragma once

#include "base/clock.h"
#include "pizzeria/model/legal_facts.h"
#include "platform/db/database.h"

namespace ocp::pizzeria {

/// What the group has filled in, for the pages the law asks for.
LegalFacts legal_facts(db::Database&);
LegalFacts legal_facts(db::Reader const&);

/// Says these anew and leaves the others; an empty one is taken away.
void say_legal_facts(db::Database&, LegalFacts const&, Instant at);

} // namespace ocp::pizzeria
