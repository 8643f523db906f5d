#include "order/business/receipt_rules.h"

#include "product/business/configuration_rules.h"

#include <algorithm>
#include <map>

namespace ocp::order {

namespace {

using payment::ReceiptLine;

constexpr auto delivery_label = "Livraison";

std::vector<Money> prices_of(std::vector<Sale::Line> const& lines)
{
    std::vector<Money> prices;
    for (auto const& line : lines)
        prices.push_back(line.unit_price * line.quantity);
    return prices;
}

/// The rate of most of the money.
int main_rate(std::vector<ReceiptLine> const& lines)
{
    std::map<int, Money> by_rate;
    for (auto const& line : lines)
        by_rate[line.vat_rate] += line.total;
    auto const most = std::max_element(
        by_rate.begin(), by_rate.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
    return most == by_rate.end() ? 0 : most->first;
}

ReceiptLine line_of(std::string label, std::int64_t quantity, Money unit, Money discount, int rate)
{
    auto const total = unit * quantity - discount;
    return {std::move(label), quantity, unit, discount, total, rate, vat_in(total, rate)};
}

std::string label_of(OrderLine const& line)
{
    return line.size_label.empty() ? line.name : line.name + ", " + line.size_label;
}

} // namespace

Money vat_in(Money gross, int rate)
{
    constexpr std::int64_t whole = 10'000;
    if (gross < Money{}) return Money{} - vat_in(Money{} - gross, rate);
    auto const divisor = whole + rate;
    return Money::cents((gross.cents() * rate + divisor / 2) / divisor);
}

Sale sale_of(std::vector<OrderLine> const& lines, Money fee, Money discount)
{
    Sale sale{{}, discount, fee};
    for (auto const& line : lines)
        sale.lines.push_back({label_of(line), line.quantity, line.unit_price, line.vat_rate});
    return sale;
}

std::vector<ReceiptLine> receipt_lines(Sale const& sale)
{
    auto const discounts = product::split(sale.discount, prices_of(sale.lines));
    std::vector<ReceiptLine> lines;
    for (std::size_t i = 0; i < sale.lines.size(); ++i) {
        auto const& [label, quantity, unit, rate] = sale.lines[i];
        lines.push_back(line_of(label, quantity, unit, discounts[i], rate));
    }
    if (sale.fee > Money{}) lines.push_back(line_of(delivery_label, 1, sale.fee, Money{}, main_rate(lines)));
    return lines;
}

std::vector<ReceiptLine> what_holds(std::vector<ReceiptLine> const& all)
{
    std::vector<ReceiptLine> held;
    for (auto const& line : all) {
        auto const same = std::find_if(held.begin(), held.end(), [&](ReceiptLine const& one) {
            return one.label == line.label && one.unit_price == line.unit_price
                && one.vat_rate == line.vat_rate;
        });
        if (same == held.end()) {
            held.push_back(line);
            continue;
        }
        same->quantity += line.quantity;
        same->discount += line.discount;
        same->total += line.total;
        same->vat += line.vat;
    }
    std::erase_if(held, [](ReceiptLine const& one) { return one.quantity == 0 && one.total == Money{}; });
    return held;
}

Money alcohol_in(std::vector<OrderLine> const& lines, Money discount)
{
    auto const told = receipt_lines(sale_of(lines, Money{}, discount));
    Money sum;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].is_alcohol) sum += told[i].total;
    return sum;
}

namespace {

/// Rounded by itself, many a small share would take more tax than is left, or leave more than the money.
Money vat_of_share(Money share, payment::RateSum const& left, int rate)
{
    auto const most = std::min(left.vat, share);
    auto const least = std::min(std::max(left.vat - (left.gross - share), Money{}), most);
    return std::clamp(vat_in(share, rate), least, most);
}

} // namespace

std::vector<ReceiptLine> refund_lines(std::vector<ReceiptLine> const& sold, payment::RateSums const& balance,
    Money amount, std::string const& label)
{
    if (amount == payment::total_of(sold) && balance == payment::rates_of(sold))
        return payment::reversed(sold);
    std::vector<Money> weights;
    Money all;
    for (auto const& [rate, sum] : balance) {
        weights.push_back(std::max(sum.gross, Money{}));
        all += sum.gross;
    }
    auto const shares = product::split(amount, weights);
    std::vector<ReceiptLine> lines;
    std::size_t i = 0;
    for (auto const& [rate, sum] : balance) {
        auto const share = amount == all ? sum.gross : shares[i];
        ++i;
        if (share == Money{}) continue;
        auto const vat = share == sum.gross ? sum.vat : vat_of_share(share, sum, rate);
        lines.push_back(payment::reversed(ReceiptLine{label, 1, share, {}, share, rate, vat}));
    }
    return lines;
}

} // namespace ocp::order
