#include "pizzeria/business/legal_facts.h"

#include "base/result.h"
#include "pizzeria/model/legal_facts_store.h"

namespace ocp::pizzeria {

LegalFacts legal_facts(db::Database& database)
{
    return database.read([](db::Reader const& reader) { return legal_facts(reader); });
}

LegalFacts legal_facts(db::Reader const& reader)
{
    return read_legal_facts(reader);
}

void say_legal_facts(db::Database& database, LegalFacts const& facts, Instant at)
{
    (void)database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        write_legal_facts(tx, facts, at);
        return {};
    });
}

} // namespace ocp::pizzeria
