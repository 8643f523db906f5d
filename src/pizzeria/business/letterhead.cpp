#include "pizzeria/business/letterhead.h"

#include "pizzeria/model/legal_facts_store.h"
#include "pizzeria/model/pizzeria_store.h"
#include "platform/db/errors.h"

namespace ocp::pizzeria {

Letterhead letterhead_of(db::Reader const& reader, PizzeriaId shop)
{
    auto head = head_of(reader, shop);
    if (!head) throw db::Error{"a receipt of no shop"};
    head->seller = read_legal_facts(reader);
    return *std::move(head);
}

} // namespace ocp::pizzeria
