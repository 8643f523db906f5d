#include "cart/business/promo_rules.h"

#include "base/text.h"

#include <algorithm>

namespace ocp::cart {

namespace {

bool at_full_price(PricedLine const& line)
{
    return line.made.product->category != product::Category::Deal && !line.made.price_before;
}

} // namespace

Result<Money> discount_by(PromoCode const& promo, PricedCart const& cart, PizzeriaId shop, Instant at)
{
    auto const here
        = promo.shops.empty() || std::find(promo.shops.begin(), promo.shops.end(), shop) != promo.shops.end();
    if (at < promo.from || at >= promo.to || !here) return No{Refusal::PromoCodeInvalid};
    if (promo.max_uses && promo.uses >= *promo.max_uses) return No{Refusal::PromoCodeUsed};
    if (cart.total < promo.minimum) return No{Refusal::PromoCodeBelowMinimum};
    Money counted;
    for (auto const& line : cart.lines)
        if (at_full_price(line)) counted += line.total;
    if (counted == Money{}) return No{Refusal::PromoCodeNothingToLower};
    if (promo.amount) return std::min(*promo.amount, counted);
    return Money::cents(counted.cents() * promo.percent.value_or(0) / 100);
}

std::string promo_code_from(std::string_view typed)
{
    std::string code;
    for (char const c : text::trimmed(typed)) {
        auto const letter = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        auto const plain
            = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '-';
        if (!plain || code.size() == 32) return {};
        code += letter;
    }
    return code;
}

} // namespace ocp::cart
