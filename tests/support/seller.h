#pragma once

#include "pizzeria/model/legal_facts.h"

namespace ocp::test {

/// All that invoices must say of who sells.
inline pizzeria::LegalFacts a_seller()
{
    return {{"company", "OC Pizza SAS"},
        {"legal_form", "société par actions simplifiée au capital de 50 000 €"},
        {"registered_office", "14 rue Victor-Hugo, 69002 Lyon"}, {"registration", "RCS Lyon 900 000 001"},
        {"vat_number", "FR00 900000001"}};
}

} // namespace ocp::test
