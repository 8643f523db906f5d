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
        if (entry.means == means && !entry.refund) left += entry.amount;
    return std::max(left, Money{});
}

bool is_about_other_money(Cause cause)
{
    return cause == Cause::Amended || cause == Cause::Late || cause == Cause::Twice;
}

void take_over(std::map<RefundId, Money>& open, Money amount)
{
    for (auto& [refund, left] : open) {
        auto const part = std::min(left, amount);
        left = left - part;
        amount = amount - part;
    }
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

Money given_at_the_till(std::vector<Entry> const& ledger, RefundId refund)
{
    Money given;
    for (auto const& entry : ledger)
        if (entry.refund == refund && entry.means != Means::Online) given = given - entry.amount;
    return given;
}

std::map<RefundId, Money> still_to_give_back(
    std::vector<Refund> const& refunds, std::vector<Entry> const& ledger, Money left)
{
    std::map<RefundId, Money> open;
    for (auto const& refund : refunds) {
        if (!is_about_other_money(refund.cause)) take_over(open, refund.amount);
        if (refund.state == Refund::State::Failed)
            open[refund.id] = refund.amount - given_at_the_till(ledger, refund.id);
    }
    for (auto& [refund, amount] : open) {
        amount = std::min(amount, left);
        left = left - amount;
    }
    std::erase_if(open, [](auto const& one) { return one.second <= Money{}; });
    return open;
}

GoingBack going_back(std::vector<Refund> const& refunds, std::vector<Entry> const& ledger, Money left)
{
    GoingBack back;
    for (auto const& refund : refunds) {
        if (refund.state == Refund::State::Asked || refund.state == Refund::State::Sent)
            back.on_its_way += refund.amount;
        if (refund.state == Refund::State::Done) back.on_card += refund.amount;
        back.in_cash += given_at_the_till(ledger, refund.id);
    }
    for (auto const& [refund, amount] : still_to_give_back(refunds, ledger, left))
        back.open += amount;
    return back;
}

} // namespace ocp::payment
