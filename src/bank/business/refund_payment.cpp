#include "bank/business/bank.h"
#include "bank/business/check_parameters.h"
#include "bank/business/payment_rules.h"
#include "bank/model/ids.h"
#include "base/money_text.h"

#include <fmt/format.h>

namespace ocp::bank {

namespace {

using Kind = Parameter::Kind;

constexpr Parameter known[] = {
    {.path = "payment_intent", .is_required = true},
    {.path = "amount", .kind = Kind::Number, .most = 99'999'999},
    {.path = "reason", .kind = Kind::OneOf, .words = "duplicate fraudulent requested_by_customer"},
    {.path = "metadata[*]", .least = 0, .most = 500},
};

Fault refused(std::string_view code, std::string_view param, std::string message)
{
    auto fault = parameter_fault(code, param, std::move(message));
    fault.had_begun = true;
    return fault;
}

std::optional<Fault> why_not(Intent const* intent, std::string const& id, Money wanted)
{
    if (!intent)
        return refused("resource_missing", "payment_intent", fmt::format("No such payment_intent: '{}'", id));
    if (intent->status != IntentStatus::Succeeded)
        return refused("", "payment_intent",
            fmt::format("This PaymentIntent ({}) does not have a successful charge to refund.", id));
    auto const& charge = intent->charges.back();
    switch (refund_ceiling(intent->amount, charge.refunded, wanted)) {
    case Ceiling::AlreadyRefunded:
        return refused(
            "charge_already_refunded", "", fmt::format("Charge {} has already been refunded.", charge.id));
    case Ceiling::TooMuch:
        return refused("amount_too_large", "amount",
            fmt::format("Refund amount ({}) is greater than unrefunded amount on charge ({})",
                euros(wanted, Language::English),
                euros(intent->amount - charge.refunded, Language::English)));
    case Ceiling::Fits:
        break;
    }
    return std::nullopt;
}

} // namespace

Outcome Bank::create_refund(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, known)) return tl::unexpected{*std::move(fault)};
    auto const id = call.form.text("payment_intent");
    auto* const intent = books_.intent(id);
    auto const is_paid = intent && intent->status == IntentStatus::Succeeded;
    auto const rest = is_paid ? intent->amount - intent->charges.back().refunded : Money{};
    auto const wanted = Money::cents(call.form.number("amount", rest.cents()));
    if (auto fault = why_not(intent, id, wanted)) return tl::unexpected{*std::move(fault)};

    auto& charge = intent->charges.back();
    charge.refunded += wanted;
    Refund refund;
    refund.id = new_id("re_", random_);
    refund.payment_intent = id;
    refund.charge = charge.id;
    refund.balance_transaction = new_id("txn_", random_);
    refund.reason = call.form.text("reason");
    refund.status = keeps_refunds_pending_ ? RefundStatus::Pending : RefundStatus::Succeeded;
    refund.created = now();
    refund.amount = wanted;
    refund.metadata = call.form.group("metadata");
    auto const answer = object_of(books_.add(std::move(refund)));
    changed();
    announce("charge.refunded", object_of(charge, *intent, books_.refunds_of(id)), &call);
    return answer;
}

std::size_t Bank::settle_refunds(std::string const& id, RefundStatus status)
{
    Lock const lock{mutex_};
    std::size_t settled = 0;
    for (auto const& one : books_.all().refunds) {
        if (one.status != RefundStatus::Pending || (!id.empty() && one.id != id)) continue;
        auto& refund = *books_.refund(one.id);
        refund.status = status;
        if (status == RefundStatus::Failed) {
            // The money is back with the merchant, and may be refunded once more.
            refund.failure_reason = "expired_or_canceled_card";
            books_.intent(refund.payment_intent)->charges.back().refunded
                = books_.intent(refund.payment_intent)->charges.back().refunded - refund.amount;
        }
        changed();
        announce("charge.refund.updated", object_of(refund), nullptr, {{"status", "pending"}});
        ++settled;
    }
    return settled;
}

} // namespace ocp::bank
