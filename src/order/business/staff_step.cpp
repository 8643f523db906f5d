#include "order/business/staff_step.h"

#include "base/money_text.h"
#include "base/refusal_text.h"
#include "base/text.h"
#include "base/typed_money.h"
#include "order/business/run_kitchen.h"
#include "payment/business/read_ledger.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace ocp::order {

namespace {

constexpr std::size_t longest_reason = 200;

/// The word that carries a refusal through the redirect. Only steps' own refusals have one.
constexpr std::array words{std::pair{Refusal::NoSuchStep, std::string_view{"etape"}},
    std::pair{Refusal::TakenBySomeoneElse, std::string_view{"prise"}},
    std::pair{Refusal::OutOfStock, std::string_view{"stock"}},
    std::pair{Refusal::AmountDue, std::string_view{"due"}},
    std::pair{Refusal::AmountWrong, std::string_view{"montant"}},
    std::pair{Refusal::VoucherLimit, std::string_view{"titres"}},
    std::pair{Refusal::VoucherForAlcohol, std::string_view{"alcool"}},
    std::pair{Refusal::NotAllowed, std::string_view{"droit"}}};

std::string_view word_for(Refusal refusal)
{
    for (auto const& [known, word] : words)
        if (known == refusal) return word;
    return "etape";
}

std::optional<Refusal> refusal_in(http::Request const& request)
{
    auto const sent = request.query.one("refus");
    for (auto const& [refusal, word] : words)
        if (sent == word) return refusal;
    return std::nullopt;
}

/// The names a form has for parts of what is handed over.
constexpr std::array part_names{std::pair{std::string_view{"cash"}, payment::Means::Cash},
    std::pair{std::string_view{"card"}, payment::Means::Card},
    std::pair{std::string_view{"voucher"}, payment::Means::Voucher}};

/// The amount in a field: nothing without one, AmountWrong when it is none or there are two.
Result<std::optional<Money>> amount_in(http::Fields const& form, std::string_view name)
{
    if (form.all(name).size() > 1) return No{Refusal::AmountWrong};
    auto const text = form.trimmed(name);
    if (text.empty()) return std::optional<Money>{};
    auto const amount = typed_money(text);
    if (!amount) return No{Refusal::AmountWrong};
    return amount;
}

/// The parts with an amount. Who has a field for each means leaves some empty, or at nought.
Result<payment::Tender> parts_in(http::Fields const& form)
{
    payment::Tender tender;
    for (auto const& [name, means] : part_names) {
        TRY_LET(auto const amount, amount_in(form, name));
        if (amount.value_or(Money{}) > Money{}) tender.parts.push_back({.means = means, .amount = amount});
    }
    return tender;
}

/// Cash is given towards the part in cash, or else towards all that the others leave.
void add_given(payment::Tender& tender, Money given)
{
    for (auto& part : tender.parts)
        if (part.means == payment::Means::Cash || !part.amount) {
            part.given = given;
            return;
        }
    tender.parts.push_back({.means = payment::Means::Cash, .given = given});
}

Result<payment::Tender> typed_tender(http::Fields const& form)
{
    TRY_LET(auto tender, parts_in(form));
    if (form.all("means").size() > 1) return No{Refusal::AmountWrong};
    if (auto const means = payment::means_on_reception(form.one("means").value_or(""))) {
        if (!tender.parts.empty()) return No{Refusal::AmountWrong};
        tender.parts.push_back({.means = *means});
    }
    TRY_LET(auto const given, amount_in(form, "given"));
    if (given) add_given(tender, *given);
    return tender;
}

} // namespace

StepRequest staff_step(
    account::Call const& call, OrderId order, Action action, std::optional<payment::Tender> collected)
{
    return {.order = order,
        .shop = call.shop->id,
        .action = action,
        .actor = actor_for(call.acting),
        .by = call.user().id,
        .at = call.now,
        .reason = std::string{text::cut(call.form.trimmed("reason"), longest_reason)},
        .collected = std::move(collected),
        .fault = call.form.one("fault") == "ours" ? Fault::Ours : Fault::Theirs};
}

std::optional<payment::Tender> tender_in(http::Fields const& form)
{
    auto const tender = typed_tender(form);
    if (!tender) return payment::Tender{};
    return tender->parts.empty() ? std::nullopt : std::optional{*tender};
}

std::string taken_address(std::string_view screen, StepRequest const& step)
{
    if (!step.collected) return std::string{screen};
    auto const& parts = step.collected->parts;
    auto const has_change = std::any_of(
        parts.begin(), parts.end(), [](payment::Tender::Part const& part) { return part.given.has_value(); });
    if (!has_change) return std::string{screen};
    return fmt::format("{}?commande={}&monnaie=1", screen, step.order.value());
}

std::optional<std::string> change_text(db::Database& database, account::Call const& call)
{
    auto const id = call.request.query.number("commande");
    if (!id || !call.request.query.has("monnaie")) return std::nullopt;
    auto const order = find_in_shop(database, call.shop->id, OrderId{*id});
    if (!order) return std::nullopt;
    // As its receipt says: an address that somebody wrote says nothing about money.
    auto const receipts = database.read(
        [&](db::Reader const& reader) { return payment::receipts_of(reader, order->facts.id); });
    for (auto const& receipt : receipts)
        for (auto const& entry : payment::receipt_from(receipt.bytes).payments)
            if (entry.given)
                return fmt::format("Rendre {} sur la commande {}",
                    euros(*entry.given - entry.amount, Language::French), order->short_number());
    return std::nullopt;
}

std::string refused_address(std::string_view screen, OrderId order, Refusal refusal)
{
    return fmt::format("{}?commande={}&refus={}", screen, order.value(), word_for(refusal));
}

std::optional<std::string> refused_step_text(db::Database& database, account::Call const& call)
{
    auto const refusal = refusal_in(call.request);
    auto const id = call.request.query.number("commande");
    if (!refusal || !id) return std::nullopt;
    auto const order = find_in_shop(database, call.shop->id, OrderId{*id});
    if (!order) return std::nullopt;
    if (*refusal == Refusal::TakenBySomeoneElse)
        if (auto const who = taken_by(database, order->facts))
            return fmt::format("{} a pris la commande {} avant vous.", *who, order->short_number());
    return fmt::format(
        "Commande {}\u00a0: {}", order->short_number(), sentence_of(*refusal).in(Language::French));
}

} // namespace ocp::order
