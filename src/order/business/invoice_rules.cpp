#include "order/business/invoice_rules.h"

#include "product/business/configuration_rules.h"

#include <algorithm>
#include <map>

namespace ocp::order {

namespace {

/// What the discount takes off each line.
std::vector<Money> parts_of(Money discount, std::vector<InvoicedLine> const& lines)
{
    std::vector<Money> totals;
    for (auto const& line : lines)
        totals.push_back(line.total);
    return product::split(discount, totals);
}

/// Each line less its part of the discount; together exactly so much less.
std::vector<InvoicedLine> less_discount(std::vector<InvoicedLine> lines, Money discount)
{
    auto const parts = parts_of(discount, lines);
    for (std::size_t i = 0; i < parts.size(); ++i)
        lines[i].total = lines[i].total - parts[i];
    return lines;
}

int main_rate(std::vector<InvoicedLine> const& lines)
{
    std::map<int, Money> by_rate;
    for (auto const& line : lines)
        by_rate[line.vat_rate] += line.total;
    auto const most = std::max_element(
        by_rate.begin(), by_rate.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
    return most == by_rate.end() ? 0 : most->first;
}

} // namespace

Money vat_in(Money gross, int rate)
{
    constexpr std::int64_t whole = 10'000;
    auto const divisor = whole + rate;
    return Money::cents((gross.cents() * rate + divisor / 2) / divisor);
}

std::vector<RateDiscount> discount_by_rate(std::vector<InvoicedLine> const& lines, Money discount)
{
    auto const parts = parts_of(discount, lines);
    std::map<int, Money> by_rate;
    for (std::size_t i = 0; i < parts.size(); ++i)
        by_rate[lines[i].vat_rate] += parts[i];
    std::vector<RateDiscount> discounts;
    for (auto const& [rate, amount] : by_rate)
        if (amount > Money{}) discounts.push_back({rate, amount});
    return discounts;
}

int delivery_rate(std::vector<InvoicedLine> const& lines, Money discount)
{
    return main_rate(less_discount(lines, discount));
}

std::vector<VatShare> vat_shares(std::vector<InvoicedLine> const& invoiced, Money fee, Money discount)
{
    auto lines = less_discount(invoiced, discount);
    if (fee > Money{}) lines.push_back({fee, main_rate(lines)});
    std::map<int, VatShare> by_rate;
    for (auto const& line : lines) {
        auto& share = by_rate.try_emplace(line.vat_rate, VatShare{line.vat_rate, {}, {}, {}}).first->second;
        auto const vat = vat_in(line.total, line.vat_rate);
        share.gross += line.total;
        share.vat += vat;
        share.net += line.total - vat;
    }
    std::vector<VatShare> shares;
    for (auto const& [rate, share] : by_rate)
        shares.push_back(share);
    return shares;
}

} // namespace ocp::order
