#pragma once

#include <cstddef>
#include <string_view>

namespace ocp {

/// One message of locales/en.po, compiled into the program by tools/embed.py.
struct Translation {
    std::string_view context; ///< "ingredient"; "" for sentences of the program
    std::string_view french;
    std::string_view english; ///< "" where nobody has translated it
    std::string_view english_of_many; ///< "" where there is one form
};
/// In order of context, then French.
extern Translation const* const embedded_translations;
extern std::size_t const embedded_translations_count;

} // namespace ocp
