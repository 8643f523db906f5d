#include "pizzeria/model/legal_facts_store.h"

namespace ocp::pizzeria {

LegalFacts read_legal_facts(db::Reader const& reader)
{
    LegalFacts facts;
    for (auto& [name, value] : reader.rows<std::string, std::string>("SELECT name, value FROM legal_facts"))
        if (!value.empty()) facts.emplace(name, value);
    return facts;
}

} // namespace ocp::pizzeria
