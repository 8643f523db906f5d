#pragma once

#include "product/picture/dice.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::product::picture {

/// How one ingredient lies on a pizza: a few drawn pieces, strewn many times. Names of gradients begin with
/// the ingredient's code, so that they never meet those of another.
struct Topping {
    std::vector<std::string> pieces{}; ///< SVG around (0, 0), light from the top left
    std::string_view shadow{}; ///< outline of a piece; "" throws none
    int count = 10; ///< on a pizza that has nothing else
    double radius = 20; ///< of the room a piece takes
    int turn = 180; ///< degrees a piece may be turned to either side
    int layer = 4; ///< low ones lie below high ones
    double scale = 1;
    double lift = 1; ///< how far above the cheese, so how long its shadow
    bool is_centred = false; ///< one, in the middle
    std::string gradients{};
};

/// Drawings by the code of `ingredients.drawing`.
struct NamedTopping {
    std::string_view code;
    Topping (*draw)(Dice&);
};
std::span<NamedTopping const> meats();
std::span<NamedTopping const> garden();
std::span<NamedTopping const> sea_and_dairy();

/// Nothing when the code is no topping: sauces, melted cheese and what is poured are drawn by the pizza
/// itself.
std::optional<Topping> topping(std::string_view code, Dice&);

/// No ingredient: says that all is in a bowl, and no pizza.
inline constexpr std::string_view bowl = "bol";
/// Nor is this one: says that the pizza is folded.
inline constexpr std::string_view folded = "chausson";
/// And that it lies in its box.
inline constexpr std::string_view boxed = "carton";

/// Whether a picture shows it, as a topping or otherwise.
bool is_drawn(std::string_view code);

} // namespace ocp::product::picture
