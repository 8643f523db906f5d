#include "order/template/till_view.h"

#include "base/refusal_text.h"
#include "order/business/order_rules.h"
#include "order/business/write_off.h"
#include "order/template/receipt_view.h"
#include "pizzeria/model/local_time.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

using payment::Cause;
using payment::Refund;

std::string_view cause_words(Cause cause)
{
    switch (cause) {
    case Cause::Cancelled:
        return "Commande annulée par le client";
    case Cause::Refused:
        return "Commande refusée";
    case Cause::Aborted:
        return "Commande annulée par la pizzeria";
    case Cause::NotDelivered:
        return "Non livrée de notre fait";
    case Cause::Amended:
        return "Commande modifiée";
    case Cause::Late:
        return "Paiement arrivé trop tard";
    case Cause::Twice:
        return "Payée deux fois";
    case Cause::Goodwill:
        return "Geste commercial";
    }
    return "";
}

std::string state_words(WatchedRefund const& watched)
{
    switch (watched.refund.state) {
    case Refund::State::Asked:
        return "à envoyer à la banque";
    case Refund::State::Sent:
        return "en route vers la carte";
    case Refund::State::Done:
        return "arrivé";
    case Refund::State::Failed:
        if (watched.open == Money{}) return "échoué, rendu autrement";
        if (watched.open == watched.refund.amount) return "échoué\u00a0: à rendre autrement";
        return fmt::format("échoué\u00a0: {} à rendre autrement", Text{watched.open}.in(Language::French));
    }
    return "";
}

std::string_view act_words(std::string_view action)
{
    if (action == "order.refund") return "a remboursé";
    return action == "order.cash_back" ? "a rendu en espèces" : "a abandonné";
}

std::string shifted(TillDay const& day, int days, std::string_view zone)
{
    return text_of(till_day(day.from + std::chrono::hours{12} + std::chrono::hours{24} * days, zone));
}

/// The hour of a moment with its minute, always of the same width.
std::string hour_text(Instant at, std::string_view zone)
{
    auto const minute = pizzeria::local_time(at, zone).minute;
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

void add_sums(html::View& view, Till const& till)
{
    view.set("TOTAL", till.total);
    Money told;
    for (auto const& [means, amount] : till.by_means)
        view.add("MEANS").set("NAME", means_name(means)).set("AMOUNT", amount);
    auto rates = till.rates.empty() ? std::nullopt : std::optional{view.add("RATES")};
    for (auto const& [rate, sum] : till.rates) {
        auto part = rates->add("SHARE");
        part.set("RATE", percent_text(rate)).set("NET", sum.gross - sum.vat);
        part.set("VAT", sum.vat).set("GROSS", sum.gross);
        told += sum.gross;
    }
    view.show_if(told != till.total, "WITHOUT_RECEIPTS");
}

void add_lines(html::View& view, Till const& till, pizzeria::Pizzeria const& shop)
{
    if (till.lines.empty()) {
        view.show("NO_LINES");
        return;
    }
    auto list = view.add("LINES");
    for (auto const& line : till.lines) {
        auto part = list.add("ENTRY");
        part.set("SEQUENCE", line.sequence).set("HOUR", hour_text(line.at, shop.time_zone));
        part.set("ORDER", line.order.value()).set("ORDER_NUMBER", line.order_number);
        part.set("NAME", means_name(line.means)).set("AMOUNT", line.amount).set("BY", line.by);
        part.show_if(line.amount < Money{}, "BACK");
        if (line.receipt) part.add("RECEIPT").set("NUMBER", *line.receipt);
    }
}

void add_owed(html::View& view, Till const& till)
{
    if (till.owed.empty()) {
        view.show("NOTHING_OWED");
        return;
    }
    auto list = view.add("OWED");
    Money sum;
    for (auto const& debt : till.owed) {
        auto part = list.add("DEBT");
        part.set("ORDER", debt.order.value()).set("ORDER_NUMBER", debt.number);
        part.set("STATUS", tr(name(debt.status))).set("AMOUNT", debt.due);
        sum += debt.due;
    }
    list.set("SUM", sum);
    list.set("COUNT",
        till.owed.size() == 1 ? "1\u00a0commande" : fmt::format("{}\u00a0commandes", till.owed.size()));
}

void add_refunds(html::View& view, Till const& till)
{
    if (till.refunds.empty()) return;
    auto list = view.add("REFUNDS");
    for (auto const& watched : till.refunds) {
        auto const& refund = watched.refund;
        auto part = list.add("REFUND");
        part.set("ORDER", refund.order.value()).set("ORDER_NUMBER", watched.order_number);
        part.set("AMOUNT", refund.amount).set("STATE", state_words(watched));
        part.set("CAUSE", cause_words(refund.cause)).show_if(watched.open > Money{}, "FAILED");
    }
}

void add_history(html::View& view, OrderMoney const& money, pizzeria::Pizzeria const& shop)
{
    auto const& zone = shop.time_zone;
    view.show_if(money.lines.empty(), "NO_LINES");
    for (auto const& line : money.lines) {
        auto part = view.add("ENTRY");
        part.set("SEQUENCE", line.sequence).set("DAY", pizzeria::date_text(line.at, zone));
        part.set("HOUR", hour_text(line.at, zone)).set("NAME", means_name(line.means));
        part.set("AMOUNT", line.amount).set("BY", line.by).show_if(line.amount < Money{}, "BACK");
    }
    for (auto const& receipt : money.receipts)
        view.add("RECEIPT")
            .set("LINK", fmt::format("/caisse/{}/recus/{}", shop.slug, receipt.sequence))
            .set("KIND",
                fmt::format("{} R{:06}", kind_name(receipt.kind).in(Language::French), receipt.sequence))
            .set("AMOUNT", receipt.total);
    for (auto const& watched : money.refunds) {
        auto const& refund = watched.refund;
        auto part = view.add("REFUND");
        part.set("AMOUNT", refund.amount).set("CAUSE", cause_words(refund.cause)).set("BY", watched.by);
        part.set("STATE", state_words(watched)).set("DAY", pizzeria::date_text(refund.asked_at, zone));
        part.show_if(watched.open > Money{}, "FAILED");
        if (!refund.reason.empty()) part.add("REASON").set("WORDS", refund.reason);
    }
    auto acts = money.acts.empty() ? std::nullopt : std::optional{view.add("ACTS")};
    for (auto const& act : money.acts) {
        auto part = acts->add("ACT");
        part.set("DAY", pizzeria::date_text(act.at, zone)).set("HOUR", hour_text(act.at, zone));
        part.set("BY", act.by).set("DETAILS", act.details);
        part.set("WHAT", act_words(act.action));
    }
}

std::string typed(Money amount)
{
    return fmt::format("{},{:02}", amount.cents() / 100, amount.cents() % 100);
}

/// A form for each refund that its card did not take.
void add_cash_back(
    html::View& view, OrderMoney const& money, pizzeria::Pizzeria const& shop, MoneyForms const& forms)
{
    for (auto const& watched : money.refunds) {
        if (watched.open == Money{}) continue;
        auto const& refund = watched.refund;
        auto const was_refused = forms.refund == refund.id;
        view.add("CASH_BACK")
            .set("REFUND_ID", refund.id.value())
            .set("DAY", pizzeria::date_text(refund.asked_at, shop.time_zone))
            .set("MOST", watched.open)
            .set("KEY", money.form_key)
            .set("AMOUNT_TYPED", was_refused ? forms.amount : typed(watched.open))
            .set("REASON_TYPED", was_refused ? forms.reason : "");
    }
}

} // namespace

html::View till_view(
    Till const& till, TillDay const& day, TillDay const& today, pizzeria::Pizzeria const& shop)
{
    html::View view{"order/till.html", Language::French};
    view.set("SHOP", shop.name).set("SLUG", shop.slug).set("DATE", text_of(day));
    auto const noon = day.from + std::chrono::hours{7};
    view.set("DAY",
        fmt::format(
            "{} {}", pizzeria::day_text(noon, shop.time_zone).in(Language::French), day.date / 10'000));
    view.set("BEFORE", shifted(day, -1, shop.time_zone));
    if (day.date < today.date) view.add("AFTER").set("DAY_AFTER", shifted(day, 1, shop.time_zone));
    add_sums(view, till);
    add_refunds(view, till);
    add_owed(view, till);
    add_lines(view, till, shop);
    return view;
}

html::View order_money_view(OrderMoney const& money, pizzeria::Pizzeria const& shop, MoneyForms const& forms)
{
    auto const& facts = money.order.facts;
    html::View view{"order/till_order.html", Language::French};
    view.set("SLUG", shop.slug).set("ORDER", facts.id.value()).set("NUMBER", facts.number);
    view.set("CSRF", forms.csrf).set("STATUS", tr(name(facts.status)));
    view.set("PAYMENT", tr(payment::name(facts.payment))).set("TOTAL", facts.total).set("PAID", facts.paid);
    auto const may_come = !is_final(facts.status) || may_write_off(facts);
    if (may_come && amount_due(facts) > Money{}) view.add("DUE").set("AMOUNT", amount_due(facts));
    add_history(view, money, shop);
    view.show_if(!is_final(facts.status) && facts.paid > Money{}, "UNDER_WAY");
    if (is_final(facts.status) && money.refundable > Money{})
        view.add("GIVE_BACK")
            .set("MOST", money.refundable)
            .set("MOST_TYPED", typed(money.refundable))
            .set("KEY", money.form_key)
            .set("AMOUNT_TYPED", forms.refund ? "" : forms.amount)
            .set("REASON_TYPED", forms.refund ? "" : forms.reason);
    add_cash_back(view, money, shop, forms);
    view.show_if(money.refunds.empty() && (facts.paid == Money{}), "NOTHING_BACK");
    if (may_write_off(facts)) view.add("WRITE_OFF").set("AMOUNT", amount_due(facts));
    return view;
}

std::string money_refusal_text(Refusal refusal)
{
    switch (refusal) {
    case Refusal::AmountWrong:
        return "Indiquez un montant, par exemple 4,50, qui ne dépasse pas ce qui peut être remboursé. Rien "
               "n’a été "
               "rendu.";
    case Refusal::OrderUnderWay:
        return "Cette commande est encore en cours\u00a0: refusez-la, annulez-la ou attendez qu’elle soit "
               "terminée. "
               "Rien n’a été rendu.";
    case Refusal::KeyReusedForOtherContent:
        return "Un autre remboursement a été fait entre-temps. Regardez ce qui reste avant de recommencer. "
               "Rien n’a "
               "été rendu de plus.";
    case Refusal::NoSuchStep:
        return "Il n’y a rien à abandonner sur cette commande.";
    default:
        return sentence_of(refusal).in(Language::French);
    }
}

} // namespace ocp::order
