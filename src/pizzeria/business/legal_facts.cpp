#include "pizzeria/business/legal_facts.h"

#include "pizzeria/model/legal_facts_store.h"

namespace ocp::pizzeria {

LegalFacts legal_facts(db::Database& database)
{
    return database.read([](db::Reader const& reader) { return read_legal_facts(reader); });
}

} // namespace ocp::pizzeria
