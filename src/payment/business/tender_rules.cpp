#include "payment/business/tender_rules.h"

#include <algorithm>

namespace ocp::payment {

namespace {

bool is_in_order(Entry const& entry)
{
    if (entry.means == Means::Online || entry.amount <= Money{}) return false;
    return !entry.given || (entry.means == Means::Cash && *entry.given >= entry.amount);
}

} // namespace

Result<std::vector<Entry>> entries_of(Tender const& tender, Money due)
{
    Money told;
    for (auto const& part : tender.parts)
        told += part.amount.value_or(Money{});
    auto const open = std::count_if(
        tender.parts.begin(), tender.parts.end(), [](Tender::Part const& part) { return !part.amount; });
    if (due <= Money{} || open > 1 || (open == 0 && told != due)) return No{Refusal::AmountWrong};
    std::vector<Entry> entries;
    for (auto const& [means, amount, given] : tender.parts)
        entries.push_back({.means = means, .amount = amount.value_or(due - told), .given = given});
    if (!std::all_of(entries.begin(), entries.end(), is_in_order)) return No{Refusal::AmountWrong};
    for (auto& entry : entries)
        if (entry.given == entry.amount) entry.given = std::nullopt;
    return entries;
}

Money vouchers_in(std::vector<Entry> const& entries)
{
    Money sum;
    for (auto const& entry : entries)
        if (entry.means == Means::Voucher) sum += entry.amount;
    return sum;
}

Result<void> check_vouchers(std::vector<Entry> const& entries, VoucherRoom const& room)
{
    auto const vouchers = vouchers_in(entries);
    if (vouchers == Money{}) return {};
    if (vouchers > room.of_order) return No{Refusal::VoucherForAlcohol};
    if (room.spent + vouchers > most_vouchers_a_day) return No{Refusal::VoucherLimit};
    return {};
}

} // namespace ocp::payment
