#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ocp {

/// The words under which the values of an enum stand in the database, in the enum's own order.
template <std::size_t count>
using Slugs = std::array<std::string_view, count>;

template <class Kind, std::size_t count>
constexpr std::string_view slug_in(Slugs<count> const& slugs, Kind kind)
{
    return slugs[static_cast<std::size_t>(kind)];
}

/// Nothing when no value has that word; nor has the one before all others, whose word is "".
template <class Kind, std::size_t count>
constexpr std::optional<Kind> kind_in(Slugs<count> const& slugs, std::string_view slug)
{
    for (std::size_t i = 0; i < count; ++i)
        if (!slug.empty() && slugs[i] == slug) return static_cast<Kind>(i);
    return std::nullopt;
}

} // namespace ocp
