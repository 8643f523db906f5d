#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ocp {

/// What a `.env` file says: `NAME=value` lines, `#` comments, an optional `export`. A value may stand bare,
/// in 'single' quotes (taken as it is) or in "double" quotes (\n \t \" \\ understood). Nothing is ever
/// expanded.
struct Dotenv {
    struct Entry {
        std::string name, value;
        std::size_t line;
    };
    struct Fault {
        std::size_t line;
        std::string what;
    };
    std::vector<Entry> entries;
    /// One per line that was not understood; such a line gives no entry.
    std::vector<Fault> faults;
};

/// Never fails: what is wrong is in `faults`. Any bytes may be given.
Dotenv parse_dotenv(std::string_view text);

} // namespace ocp
