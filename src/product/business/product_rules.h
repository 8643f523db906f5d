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

/// What the shop sells under that name and size as its recipe says, or UnknownProduct. Of a deal it is what
/// it costs at least.
Result<Offer> offer_of(Catalogue const&, PizzeriaId, ProductId, std::string_view size);
/// A deal is sold where something can be chosen for each of its slots.
bool sold_at(Catalogue const&, PizzeriaId, Product const&);

struct PriceNow {
    Money price;
    std::optional<Money> price_before; ///< when a discount lowers it
};
/// At this shop. A price the shop set itself is not discounted.
PriceNow price_at(Catalogue const&, PizzeriaId, Product const&, Size const&);

/// VAT in hundredths of a percent (law.md §3.3: ready to eat 10 %, sealed drink and packed food 5.5 %,
/// alcohol 20 %).
int vat_rate(VatClass);

/// What one of it takes from the stock.
Needs needs_of(Size const&);
void add_needs(Needs& sum, Needs const& more, std::int64_t times);

/// French names of what may harm in these ingredients, once each, by alphabet.
std::vector<std::string> allergens_of(Catalogue const&, Needs const&);
bool vegetarian(Catalogue const&, Needs const&);

} // namespace ocp::product
