#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ocp::product {

/// One thing in which a line differs from the recipe, in names: what kitchens and customers read, and what an
/// order keeps whatever becomes of the catalogue.
struct Change {
    enum class Kind { Dough, Without, Light, Extra };
    Kind kind;
    std::string what; ///< "Olives noires", "Pâte fine"
    int portions = 1; ///< of an Extra
    std::string half = {}; ///< name of the half it is about; "" when it is about the whole

    friend bool operator==(Change const&, Change const&) = default;
};

/// As orders keep them: JSON.
std::string text_of(std::vector<Change> const&);
/// Throws std::runtime_error when the text is none of ours.
std::vector<Change> changes_from(std::string_view text);

} // namespace ocp::product
