#include "order/business/receipt_rules.h"

#include "product/business/configuration_rules.h"

#include <algorithm>
#include <map>

namespace ocp::order {

namespace {

using payment::ReceiptLine;

constexpr auto delivery_label = "Livraison";
constexpr auto refund_label = "Remboursement";
constexpr auto evened_out_label = "Ajustement";

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
    std::erase_if(held, [](ReceiptLine const& one) {
        return one.quantity == 0 && one.total == Money{} && one.vat == Money{};
    });
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

using payment::RateSums;

/// Rounded by itself, many a small share would take more tax than is left, or leave more than the money.
Money vat_of_share(Money share, payment::RateSum const& left, int rate)
{
    auto const most = std::min(left.vat, share);
    auto const least = std::min(std::max(left.vat - (left.gross - share), Money{}), most);
    return std::clamp(vat_in(share, rate), least, most);
}

Money gross_of(RateSums const& sums)
{
    Money all;
    for (auto const& [rate, sum] : sums)
        all += sum.gross;
    return all;
}

/// More than is sold stays when a card did not take back what became cheaper: of any rate then.
bool is_within(RateSums const& balance, RateSums const& sold)
{
    auto const is_too_much = gross_of(balance) > gross_of(sold);
    return std::all_of(balance.begin(), balance.end(), [&](auto const& one) {
        auto const& [rate, sum] = one;
        auto const found = sold.find(rate);
        auto const most = found == sold.end() ? Money{} : found->second.gross;
        return Money{} <= sum.vat && sum.vat <= sum.gross && (is_too_much || sum.gross <= most);
    });
}

bool is_same(RateSums balance, RateSums sold)
{
    for (auto* sums : {&balance, &sold})
        std::erase_if(*sums, [](auto const& one) { return one.second == payment::RateSum{}; });
    return balance == sold;
}

bool fits(RateSums const& balance, RateSums const& sold)
{
    return gross_of(balance) == gross_of(sold) ? is_same(balance, sold) : is_within(balance, sold);
}

ReceiptLine line_of_share(char const* label, Money share, int rate, Money vat)
{
    auto const goes_back = share < Money{};
    return {label, goes_back ? -1 : 1, goes_back ? Money{} - share : share, {}, share, rate, vat};
}

/// The amount over the rates, in the ratio of what they come to.
std::map<int, Money> shared(Money amount, RateSums const& sums)
{
    std::vector<Money> weights;
    for (auto const& [rate, sum] : sums)
        weights.push_back(sum.gross);
    auto const shares = product::split(amount, weights);
    std::map<int, Money> by_rate;
    auto share = shares.begin();
    for (auto const& [rate, sum] : sums)
        by_rate[rate] = *share++;
    return by_rate;
}

/// A share of each rate.
std::vector<ReceiptLine> shares_back(RateSums const& balance, Money amount)
{
    std::vector<ReceiptLine> lines;
    for (auto const& [rate, back] : shared(amount, balance)) {
        if (back == Money{}) continue;
        auto const& sum = balance.at(rate);
        auto const vat = back == sum.gross ? sum.vat : vat_of_share(back, sum, rate);
        lines.push_back(line_of_share(refund_label, Money{} - back, rate, Money{} - vat));
    }
    return lines;
}

/// The tax that a rate comes to less or more when its money becomes that.
Money vat_of_step(payment::RateSum const& is, Money becomes, payment::RateSum const& sold, int rate)
{
    if (becomes == sold.gross) return sold.vat - is.vat;
    if (becomes == Money{}) return Money{} - is.vat;
    if (becomes < Money{}) return vat_in(becomes, rate) - is.vat;
    auto const more = becomes - is.gross;
    return more < Money{} ? Money{} - vat_of_share(Money{} - more, is, rate) : vat_in(more, rate);
}

/// Each rate becomes its share of what is sold now, whatever it was before.
std::vector<ReceiptLine> shares_towards(RateSums sold, RateSums balance, Money change)
{
    for (auto const& [rate, sum] : balance)
        sold.try_emplace(rate);
    std::vector<ReceiptLine> lines;
    for (auto const& [rate, becomes] : shared(gross_of(balance) + change, sold)) {
        auto const is = balance[rate];
        auto const vat = vat_of_step(is, becomes, sold[rate], rate);
        if (becomes != is.gross || vat != Money{})
            lines.push_back(line_of_share(evened_out_label, becomes - is.gross, rate, vat));
    }
    return lines;
}

} // namespace

std::vector<ReceiptLine> lines_of_change(std::vector<ReceiptLine> const& sold, RateSums const& balance,
    Money change, std::vector<ReceiptLine> const& wished)
{
    auto const rates = payment::rates_of(sold);
    if (!wished.empty() && payment::total_of(wished) == change && fits(booked(balance, wished), rates))
        return wished;
    if (change == Money{} - payment::total_of(sold) && is_same(balance, rates))
        return payment::reversed(sold);
    auto const all = gross_of(balance);
    auto const is_share
        = change < Money{} && Money{} - change <= all && all <= gross_of(rates) && is_within(balance, rates);
    if (!is_share) return shares_towards(rates, balance, change);
    return shares_back(balance, Money{} - change);
}

} // namespace ocp::order
