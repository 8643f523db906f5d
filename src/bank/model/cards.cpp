#include "bank/model/cards.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace ocp::bank {

std::optional<TestCard> test_card(std::string_view typed)
{
    std::string digits;
    std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits), [](char c) { return c != ' '; });
    for (auto const& card : test_cards)
        if (card.number == digits) return card;
    return std::nullopt;
}

} // namespace ocp::bank
