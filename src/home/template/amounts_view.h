#pragma once

#include "platform/html/view.h"
#include "product/model/catalogue.h"
#include "product/model/configuration.h"
#include "stock/model/shelf.h"

#include <string_view>

namespace ocp::home {

/// What may be left out, made light, doubled or added of one recipe: `amounts.html` in `section`.
struct AmountsChoice {
    product::Catalogue const& catalogue;
    product::Product const& product;
    product::Size const& size;
    stock::Shelf const& shelf;
    product::Amounts const& amounts;
    std::string_view prefix; ///< of its fields
};
void include_amounts(html::View& section, AmountsChoice const&);

} // namespace ocp::home
