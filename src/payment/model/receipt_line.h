#pragma once

#include "base/money.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ocp::payment {

/// What was sold at its rate, or taken back: then quantity and amounts are below zero.
struct ReceiptLine {
    std::string label;
    std::int64_t quantity = 1;
    Money unit_price;
    Money discount; ///< what a code takes off the line, above zero
    Money total; ///< less the discount, tax included
    int vat_rate = 0; ///< hundredths of a percent
    Money vat; ///< in the total, extracted once
    friend bool operator==(ReceiptLine const&, ReceiptLine const&) = default;
};

/// The same, taken back: together they are nothing.
inline ReceiptLine reversed(ReceiptLine line)
{
    line.quantity = -line.quantity;
    line.discount = Money{} - line.discount;
    line.total = Money{} - line.total;
    line.vat = Money{} - line.vat;
    return line;
}

inline std::vector<ReceiptLine> reversed(std::vector<ReceiptLine> lines)
{
    for (auto& line : lines)
        line = reversed(std::move(line));
    return lines;
}

inline Money total_of(std::vector<ReceiptLine> const& lines)
{
    Money total;
    for (auto const& line : lines)
        total += line.total;
    return total;
}

struct RateSum {
    Money gross, vat;
    friend bool operator==(RateSum const&, RateSum const&) = default;
};
/// By rate (hundredths of a percent), the lowest first.
using RateSums = std::map<int, RateSum>;

inline RateSums rates_of(std::vector<ReceiptLine> const& lines)
{
    RateSums sums;
    for (auto const& line : lines) {
        sums[line.vat_rate].gross += line.total;
        sums[line.vat_rate].vat += line.vat;
    }
    return sums;
}

/// The sums once those lines are booked too.
inline RateSums booked(RateSums sums, std::vector<ReceiptLine> const& lines)
{
    for (auto const& [rate, sum] : rates_of(lines)) {
        sums[rate].gross += sum.gross;
        sums[rate].vat += sum.vat;
    }
    return sums;
}

} // namespace ocp::payment
