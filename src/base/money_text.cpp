#include "base/money_text.h"

#include <string_view>

namespace ocp {

namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view minus = "\u2212";

std::string with_thousands(std::string digits, std::string_view separator)
{
    for (auto end = digits.size(); end > 3; end -= 3)
        digits.insert(end - 3, separator);
    return digits;
}

} // namespace

std::string euros(Money amount, Language language)
{
    auto const french = language == Language::French;
    auto const cents = amount.cents();
    // Unsigned, since the smallest amount has no positive twin.
    auto const size = cents < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(cents)
                                : static_cast<std::uint64_t>(cents);
    std::string text = cents < 0 ? std::string{minus} : std::string{};
    if (!french) text += "€";
    text += with_thousands(std::to_string(size / 100), french ? no_break_space : ",");
    text += french ? ',' : '.';
    text += static_cast<char>('0' + size % 100 / 10);
    text += static_cast<char>('0' + size % 10);
    if (french) text.append(no_break_space).append("€");
    return text;
}

} // namespace ocp
