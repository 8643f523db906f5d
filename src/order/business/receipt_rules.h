#pragma once

#include "order/model/order.h"
#include "payment/model/receipt_line.h"

#include <string>
#include <vector>

namespace ocp::order {

/// The tax in an amount that holds it, rounded to the cent; of an amount below zero, below zero.
Money vat_in(Money gross, int rate);

/// What is sold, before any discount.
struct Sale {
    struct Line {
        std::string label;
        std::int64_t quantity = 1;
        Money unit_price;
        int vat_rate = 0; ///< hundredths of a percent
    };
    std::vector<Line> lines;
    Money discount; ///< on the goods
    Money fee; ///< of the delivery
};
Sale sale_of(std::vector<OrderLine> const&, Money fee, Money discount);

/// The lines of its receipt. A discount lowers the goods in proportion to what they cost (product::split),
/// together exactly so much; the delivery is an accessory of the goods, at the rate for which most of the
/// money goes, and is not lowered. Tax is extracted once a line, so that every sum is the sum of lines
/// (law.md §3.3).
std::vector<payment::ReceiptLine> receipt_lines(Sale const&);

/// What still holds of all lines of an order's receipts: what was taken back is gone with what took it back,
/// money that went back for no line in particular stays below zero.
std::vector<payment::ReceiptLine> what_holds(std::vector<payment::ReceiptLine> const& all);

/// What its alcohol comes to in that receipt, discount taken off.
Money alcohol_in(std::vector<OrderLine> const&, Money discount);

/// What the receipt says when money moves for an order that is `sold` and whose receipts come to `balance`;
/// `change`: below zero what goes back, together what the lines come to.
///
/// The `wished` lines (those very pizzas, say) where they fit: no rate falls below zero or rises above what
/// is sold (but all together does, when a card did not take money back), and with nothing given back the
/// receipts say just what is sold. Else all of `sold` reversed when that is it, or a share of each rate; once
/// the order became another one, shares that lead to those of what is sold now. Of a rate's last cents all
/// its tax goes.
std::vector<payment::ReceiptLine> lines_of_change(std::vector<payment::ReceiptLine> const& sold,
    payment::RateSums const& balance, Money change, std::vector<payment::ReceiptLine> const& wished = {});

} // namespace ocp::order
