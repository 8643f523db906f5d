#include "pizzeria/model/legal_facts_store.h"

namespace ocp::pizzeria {

LegalFacts read_legal_facts(db::Reader const& reader)
{
    LegalFacts facts;
    for (auto& [name, value] : reader.rows<std::string, std::string>("SELECT name, value FROM legal_facts"))
        if (!value.empty()) facts.emplace(name, value);
    return facts;
}

void write_legal_facts(db::Transaction& tx, LegalFacts const& facts, Instant now)
{
    for (auto const& [name, value] : facts)
        tx.write(R"sql(
            INSERT INTO legal_facts (name, value, created_at, updated_at) VALUES (:name, :value, :now, :now)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at)sql",
            {{"name", name}, {"value", value}, {"now", now}});
}

} // namespace ocp::pizzeria
