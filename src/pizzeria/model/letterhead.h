#pragma once

#include "base/id.h"
#include "pizzeria/model/legal_facts.h"

#include <string>

namespace ocp::pizzeria {

/// Who sells, as it stands on a receipt: the shop, and what the group says of itself.
struct Letterhead {
    PizzeriaId shop{0};
    std::string code; ///< "BEL"
    std::string name, line, postcode, city;
    std::string phone; ///< E.164
    std::string time_zone;
    LegalFacts seller;
};

} // namespace ocp::pizzeria
