#pragma once

#include "bank/business/bracket_form.h"
#include "bank/model/fault.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ocp::bank {

/// One parameter that a call may have.
struct Parameter {
    enum class Kind { Text, Number, Url, Mail, OneOf };

    /// With `#` for the number of a row and `*` for any name: "line_items[#][quantity]", "metadata[*]".
    std::string_view path;
    Kind kind = Kind::Text;
    bool is_required = false; ///< in a row: of each row that there is
    /// Least and most: of the number itself, else of the text's characters.
    std::int64_t least = 1, most = 5000;
    std::string_view words{}; ///< of OneOf, between blanks
};

/// What Stripe would say of the first parameter that is unknown, missing or malformed; nothing when all are
/// in order.
std::optional<Fault> fault_of(BracketForm const&, std::span<Parameter const> known);

/// A fault of one parameter.
Fault parameter_fault(std::string_view code, std::string_view param, std::string message);

} // namespace ocp::bank
