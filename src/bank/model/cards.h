#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace ocp::bank {

/// What a card of the tests does.
enum class CardManner { Pays, HasNoFunds, AsksForThreeDSecure };

struct TestCard {
    std::string_view number; ///< digits only
    CardManner manner;
};

/// Stripe's own numbers for tests; no other card is taken.
inline constexpr std::array test_cards{
    TestCard{"4242424242424242", CardManner::Pays},
    TestCard{"4000000000009995", CardManner::HasNoFunds},
    TestCard{"4000002760003184", CardManner::AsksForThreeDSecure},
};

/// By its number as somebody typed it, blanks anywhere; nothing for any other.
std::optional<TestCard> test_card(std::string_view typed);

} // namespace ocp::bank
