#pragma once

#include "pizzeria/model/legal_facts.h"

#include <string_view>
#include <vector>

namespace ocp::pizzeria {

/// Without which no invoice may be issued: who sells, in which form, where, registered as what, and under
/// which VAT number (CGI, annexe II, art. 242 nonies A; C. com. R.123-237). In the order of
/// `legal_fact_names`.
std::vector<std::string_view> lacking_on_invoices(LegalFacts const&);

} // namespace ocp::pizzeria
