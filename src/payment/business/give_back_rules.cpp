#include "payment/business/give_back_rules.h"

#include <algorithm>
#include <array>

namespace ocp::payment {

namespace {

constexpr std::array on_reception{Means::Cash, Means::Card, Means::Voucher};

Money left_of(std::vector<Entry> const& ledger, Means means)
{
    Money left;
    for (auto const& entry : ledger)
        if (entry.means == means) left += entry.amount;
    return std::max(left, Money{});
}

} // namespace

Money left_on_reception(std::vector<Entry> const& ledger)
{
    Money all;
    for (auto const means : on_reception)
        all += left_of(ledger, means);
    return all;
}

std::vector<Entry> entries_back(std::vector<Entry> const& ledger, Money amount)
{
    std::vector<Entry> back;
    for (auto const means : on_reception) {
        auto const part = std::min(amount, left_of(ledger, means));
        if (part <= Money{}) continue;
        back.push_back({.means = means, .amount = Money{} - part});
        amount = amount - part;
    }
    return back;
}

} // namespace ocp::payment
