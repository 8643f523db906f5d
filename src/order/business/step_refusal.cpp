#include "order/business/step_refusal.h"

#include "base/refusal_text.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace ocp::order {

namespace {

constexpr std::array words{std::pair{Refusal::NoSuchStep, std::string_view{"etape"}},
    std::pair{Refusal::TakenBySomeoneElse, std::string_view{"prise"}},
    std::pair{Refusal::OutOfStock, std::string_view{"stock"}},
    std::pair{Refusal::AmountDue, std::string_view{"due"}},
    std::pair{Refusal::AmountWrong, std::string_view{"montant"}},
    std::pair{Refusal::NotAllowed, std::string_view{"droit"}}};

} // namespace

std::string_view address_word(Refusal refusal)
{
    for (auto const& [known, word] : words)
        if (known == refusal) return word;
    return "etape";
}

std::optional<Refusal> refusal_in_address(http::Request const& request)
{
    auto const sent = request.query.one("refus");
    for (auto const& [refusal, word] : words)
        if (sent == word) return refusal;
    return std::nullopt;
}

std::string step_refusal_text(
    Refusal refusal, OrderView const& order, std::optional<std::string> const& taken_by)
{
    if (refusal == Refusal::TakenBySomeoneElse && taken_by)
        return fmt::format("{} a pris la commande {} avant vous.", *taken_by, order.short_number());
    return fmt::format("Commande {}\u00a0: {}", order.short_number(), sentence_of(refusal));
}

} // namespace ocp::order
