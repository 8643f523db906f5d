#pragma once

#include <cstddef>
#include <string_view>

namespace ocp::seeds {

struct Embedded {
    std::string_view name;
    std::string_view bytes;
};
/// db/seeds, compiled in by tools/embed.py.
extern Embedded const* const embedded_seeds;
extern std::size_t const embedded_seeds_count;

} // namespace ocp::seeds
