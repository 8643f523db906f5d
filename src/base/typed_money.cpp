#include "base/typed_money.h"

#include <string>

namespace ocp {

namespace {

constexpr std::size_t most_digits = 6;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Without spaces, also those that do not break, and without the sign of the euro at its end.
std::string without_ornaments(std::string_view text)
{
    std::string bare;
    for (std::size_t i = 0; i < text.size();) {
        auto const rest = text.substr(i);
        if (rest.starts_with(' '))
            i += 1;
        else if (rest.starts_with("\u00a0"))
            i += std::string_view{"\u00a0"}.size();
        else if (rest.starts_with("\u202f"))
            i += std::string_view{"\u202f"}.size();
        else
            bare += text[i++];
    }
    if (bare.ends_with("€")) bare.resize(bare.size() - std::string_view{"€"}.size());
    return bare;
}

} // namespace

std::optional<Money> typed_money(std::string_view text)
{
    auto const bare = without_ornaments(text);
    std::int64_t cents = 0;
    std::size_t i = 0;
    for (; i < bare.size() && is_digit(bare[i]); ++i) {
        if (i == most_digits) return std::nullopt;
        cents = cents * 10 + (bare[i] - '0');
    }
    if (i == 0) return std::nullopt;
    cents *= 100;
    if (i == bare.size()) return Money::cents(cents);
    if (bare[i] != ',' && bare[i] != '.') return std::nullopt;
    auto const decimals = std::string_view{bare}.substr(i + 1);
    if (decimals.empty() || decimals.size() > 2) return std::nullopt;
    auto worth = 10;
    for (auto const c : decimals) {
        if (!is_digit(c)) return std::nullopt;
        cents += worth * (c - '0');
        worth /= 10;
    }
    return Money::cents(cents);
}

} // namespace ocp
