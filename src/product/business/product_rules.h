#pragma once

#include "base/result.h"
#include "product/model/catalogue.h"

#include <string>
#include <vector>

namespace ocp::product {

/// A product at a size as one shop sells it.
struct Offer {
    Product const* product;
    Size const* size;
    Money price; ///< what is paid
    std::optional<Money> price_before; ///< when a discount lowers it
};

/// What the shop sells under that name and size, or UnknownProduct. Deals are sold once they can be composed.
Result<Offer> offer_of(Catalogue const&, PizzeriaId, ProductId, std::string_view size);
bool sold_at(Catalogue const&, PizzeriaId, Product const&);

/// VAT in hundredths of a percent (law.md §3.3: ready to eat 10 %, sealed drink and packed food 5.5 %,
/// alcohol 20 %).
int vat_rate(VatClass);

/// What one of it takes from the stock.
Needs needs_of(Size const&);
void add_needs(Needs& sum, Needs const& more, std::int64_t times);

/// French names of what may harm, once each, by alphabet.
std::vector<std::string> allergens_of(Catalogue const&, Size const&);

} // namespace ocp::product
