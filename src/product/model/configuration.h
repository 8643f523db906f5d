#pragma once

#include "base/id.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::product {

/// How much of one ingredient somebody wants; what is not named is as the recipe says.
struct Amount {
    enum class Kind { Without, Light, Extra };
    Kind kind;
    int portions = 0; ///< of an Extra, beside what the recipe has: 1, 2

    friend auto operator<=>(Amount const&, Amount const&) = default;
};

using Amounts = std::map<IngredientId, Amount>;

/// The other half of a pizza of two halves.
struct OtherHalf {
    ProductId product;
    Amounts amounts;

    friend bool operator==(OtherHalf const&, OtherHalf const&) = default;
};

struct Pick;

/// What somebody wants of a product beside its size (spec §5: part of the line and of what it needs from the
/// stock). Nothing of it is believed before `configure` has looked at it.
struct Configuration {
    std::string dough; ///< "" is the recipe's own
    Amounts amounts; ///< of the whole, or of the first half
    std::optional<OtherHalf> other_half;
    std::vector<Pick> picks; ///< of a deal, one for each of its slots in order

    bool empty() const { return dough.empty() && amounts.empty() && !other_half && picks.empty(); }
    friend bool operator==(Configuration const&, Configuration const&);
};

/// What fills a slot of a deal. Its configuration has no picks.
struct Pick {
    ProductId product;
    std::string size;
    Configuration configuration;

    friend bool operator==(Pick const&, Pick const&) = default;
};

inline bool operator==(Configuration const& a, Configuration const& b)
{
    return a.dough == b.dough && a.amounts == b.amounts && a.other_half == b.other_half && a.picks == b.picks;
}

/// As it is kept: JSON, the same text for the same configuration; "{}" for none.
std::string text_of(Configuration const&);
/// Throws std::runtime_error when the text is none of ours.
Configuration configuration_from(std::string_view text);

} // namespace ocp::product
