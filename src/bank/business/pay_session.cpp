#include "bank/business/bank.h"
#include "bank/model/ids.h"

// What the customer does with a card.
namespace ocp::bank {

std::optional<Bank::Paid> Bank::why_not_payable(Session const* session, std::string const& form)
{
    if (!session) return Paid::NoSuchSession;
    if (session->status == SessionStatus::Complete)
        return session->paid_by == form ? Paid::Done : Paid::DoneBefore;
    if (session->status == SessionStatus::Expired) return Paid::Expired;
    return std::nullopt;
}

Bank::Paid Bank::pay(std::string const& id, Try const& tried)
{
    Lock const lock{mutex_};
    auto* const session = books_.session(id);
    if (session && session->status == SessionStatus::Open && session->expires_at <= now()) expire(*session);
    if (auto const why = why_not_payable(session, tried.form)) return *why;
    auto const card = test_card(tried.card);
    if (!card) return Paid::NoSuchCard;
    if (session->customer_email.empty() && tried.email.find('@') == std::string::npos) return Paid::NoEmail;
    if (session->customer_email.empty()) session->customer_email = tried.email;

    auto& intent = *books_.intent(session->payment_intent);
    intent.payment_method
        = new_id("pm_" + std::string{card->number.substr(card->number.size() - 4)} + "_", random_);
    changed();
    switch (card->manner) {
    case CardManner::AsksForThreeDSecure:
        intent.status = IntentStatus::RequiresAction;
        return Paid::AsksForThreeDSecure;
    case CardManner::HasNoFunds:
        add_charge(intent, false);
        decline(intent, "card_declined", "insufficient_funds", "Your card has insufficient funds.");
        return Paid::Declined;
    case CardManner::Pays:
        break;
    }
    add_charge(intent, true);
    complete(*session, intent, tried.form);
    return Paid::Done;
}

Bank::Paid Bank::authenticate(std::string const& id, std::string const& form, Verdict verdict)
{
    Lock const lock{mutex_};
    auto* const session = books_.session(id);
    if (session && session->status == SessionStatus::Open && session->expires_at <= now()) expire(*session);
    if (auto const why = why_not_payable(session, form)) return *why;
    auto& intent = *books_.intent(session->payment_intent);
    if (intent.status != IntentStatus::RequiresAction) return Paid::NothingToAnswer;
    changed();
    if (verdict == Verdict::Accepted) {
        add_charge(intent, true).is_authenticated = true;
        complete(*session, intent, form);
        return Paid::Done;
    }
    if (verdict == Verdict::Abandoned) {
        intent.status = IntentStatus::RequiresPaymentMethod;
        return Paid::NothingToAnswer;
    }
    decline(intent, "payment_intent_authentication_failure", "",
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new "
        "PaymentMethod to attempt to fulfill this PaymentIntent again.");
    return Paid::Declined;
}

Charge& Bank::add_charge(Intent& intent, bool is_paid)
{
    constexpr std::size_t prefix = 3, digits = 4;
    Charge charge;
    charge.id = new_id("ch_", random_);
    charge.payment_method = intent.payment_method;
    charge.last4 = intent.payment_method.substr(prefix, digits);
    charge.created = now();
    charge.is_paid = is_paid;
    if (is_paid) charge.balance_transaction = new_id("txn_", random_);
    return intent.charges.emplace_back(std::move(charge));
}

void Bank::complete(Session& session, Intent& intent, std::string const& form)
{
    session.status = SessionStatus::Complete;
    session.paid_by = form;
    if (session.customer_creation == "always") session.customer = intent.customer = new_id("cus_", random_);
    intent.status = IntentStatus::Succeeded;
    intent.last_decline = {};
    announce("checkout.session.completed", object(session));
}

void Bank::decline(Intent& intent, std::string code, std::string decline_code, std::string message)
{
    auto const has_charge = !decline_code.empty();
    intent.status = IntentStatus::RequiresPaymentMethod;
    intent.payment_method.clear();
    intent.last_decline = {std::move(code), std::move(decline_code), std::move(message),
        has_charge ? intent.charges.back().id : std::string{}};
    announce("payment_intent.payment_failed", object(intent));
}

} // namespace ocp::bank
