#include "order/business/staff_step.h"

#include "base/refusal_text.h"
#include "base/text.h"
#include "order/business/run_kitchen.h"

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
        .collected = collected};
}

std::optional<payment::Tender> tender_in(http::Fields const& form)
{
    auto const means = payment::means_on_reception(form.one("means").value_or(""));
    if (!means) return std::nullopt;
    return payment::Tender{{{.means = *means}}};
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
