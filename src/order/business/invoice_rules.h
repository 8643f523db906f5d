#pragma once

#include "base/money.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ocp::order {

/// What is invoiced, VAT included, at its rate (hundredths of a percent).
struct InvoicedLine {
    Money total;
    int vat_rate;
};
/// Of one rate: what was paid, of it the tax, and the rest.
struct VatShare {
    int rate;
    Money gross, vat, net;
};

/// The tax in an amount that holds it, rounded to the cent.
Money vat_in(Money gross, int rate);

/// What a discount takes off the goods of each rate, the lowest first: in proportion to what they cost
/// (product::split over the lines), together exactly the discount. Rates it does not lower are left out.
struct RateDiscount {
    int rate;
    Money amount;
};
std::vector<RateDiscount> discount_by_rate(std::vector<InvoicedLine> const&, Money discount);

/// The rate of the delivery, as an accessory of the goods: of what most of the money goes for, less its
/// discount.
int delivery_rate(std::vector<InvoicedLine> const&, Money discount);

/// Adds up by rate, the lowest first. Tax is extracted once a line, so that the parts are the sum of the
/// lines. `fee`: for the delivery, at `delivery_rate`. `discount`: lowers the goods as `discount_by_rate`
/// says, so that the shares are what was paid, to the cent; the fee is not lowered by it.
std::vector<VatShare> vat_shares(std::vector<InvoicedLine> const&, Money fee, Money discount);

} // namespace ocp::order
