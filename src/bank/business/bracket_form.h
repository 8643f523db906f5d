#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace ocp::bank {

/// Fields as Stripe's clients send them, brackets for nesting: `line_items[0][price_data][unit_amount]=1200`.
class BracketForm {
public:
    /// Reads a form or a query. The fault is the name of the field that is malformed, repeated, one too many,
    /// or "" when the escapes are broken.
    static tl::expected<BracketForm, std::string> read(std::string_view encoded);

    /// Nothing when absent.
    std::optional<std::string_view> one(std::string_view path) const;
    /// "" when absent.
    std::string text(std::string_view path) const;
    /// Of what was judged to be a whole number (check_parameters.h); `otherwise` when absent.
    std::int64_t number(std::string_view path, std::int64_t otherwise) const;
    /// `metadata[order]=42` as order → 42.
    std::map<std::string, std::string> group(std::string_view name) const;
    /// How many rows `name[0]`, `name[1]`... there are; nothing when their numbers have a gap.
    std::optional<std::size_t> rows(std::string_view name) const;

    std::map<std::string, std::string, std::less<>> const& fields() const { return fields_; }

private:
    std::map<std::string, std::string, std::less<>> fields_; ///< by their whole path
};

/// "line_items[0][quantity]" → line_items, 0, quantity; nothing when brackets do not pair or hold nothing.
std::optional<std::vector<std::string_view>> parts_of(std::string_view path);

} // namespace ocp::bank
