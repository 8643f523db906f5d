#pragma once

#include "product/business/product_rules.h"
#include "product/model/change.h"
#include "product/model/configuration.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ocp::product {

/// One thing that is made or handed out: the line itself, or what fills one slot of a deal.
struct Portion {
    Product const* product;
    Size const* size;
    Product const* other_half; ///< nullptr for a whole
    Money price; ///< its share of what is paid
    Needs needs;
    std::vector<Change> changes;

    /// «Reine», «½ Reine, ½ Napoli»: the same in every language, since orders keep it.
    std::string name() const;
};

/// A product as somebody wants it, at one shop: what it costs, takes and consists of.
struct Configured {
    Product const* product;
    Size const* size;
    Configuration configuration; ///< without what changes nothing
    Money price; ///< what is paid: the sum of the portions
    std::optional<Money> price_before; ///< when a discount lowers it
    std::vector<Portion> portions; ///< one; of a deal one for each slot
    Needs needs; ///< of all portions
    std::int64_t load_points;

    /// How many of the portions go into the oven.
    std::int64_t pizzas() const;
};

/// The most extra portions of one ingredient, and of all on one product.
inline constexpr int most_of_an_extra = 2;
inline constexpr int most_extras = 8;

/// Reads what somebody wants against what the shop sells (spec §4 Menu, §5: sizes, extras, removals and
/// halves). The only place that knows what a configuration costs; no price comes from outside.
///
/// An extra costs its own price. What is left out or made light costs the same. A pizza of two halves costs
/// by the group's rule (HalfPrice), and takes half of each recipe, rounded up. A deal costs its price, what
/// picks dearer than their slot are above it, and their extras; `split` says how it is shared.
///
/// UnknownProduct when the shop does not sell it or one of its parts; ConfigurationInvalid when it cannot be
/// had that way: an ingredient that is not in the recipe left out, an extra nobody sells, halves of different
/// kinds, a slot not filled.
Result<Configured> configure(
    Catalogue const&, PizzeriaId, ProductId, std::string_view size, Configuration const&);

/// A price shared over its parts in the ratio of their weights, to the cent: each gets its share rounded
/// down, and the cents left go one by one to the largest remainders, the first of equals first. The sum is
/// the price, always, of one below zero too. Parts without any weight share alike.
std::vector<Money> split(Money price, std::span<Money const> weights);

} // namespace ocp::product
