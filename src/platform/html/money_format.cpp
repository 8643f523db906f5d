#include "platform/html/view.h"

namespace ocp::html {

namespace {

constexpr std::string_view no_break_space = "\u00a0";
constexpr std::string_view minus = "\u2212";

std::string with_thousands(std::string digits)
{
    for (auto end = digits.size(); end > 3; end -= 3)
        digits.insert(end - 3, no_break_space);
    return digits;
}

} // namespace

std::string euros(Money amount)
{
    auto const cents = amount.cents();
    // Unsigned, since the smallest amount has no positive twin.
    auto const size = cents < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(cents)
                                : static_cast<std::uint64_t>(cents);
    std::string text = cents < 0 ? std::string{minus} : std::string{};
    text += with_thousands(std::to_string(size / 100));
    text += ',';
    text += static_cast<char>('0' + size % 100 / 10);
    text += static_cast<char>('0' + size % 10);
    text += no_break_space;
    text += "€";
    return text;
}

} // namespace ocp::html
