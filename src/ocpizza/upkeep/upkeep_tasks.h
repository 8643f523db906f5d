#pragma once

#include "base/clock.h"
#include "platform/db/reader.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace ocp::upkeep {

/// One thing that is thrown away once a week, a portion in a transaction, so that nobody waits for it.
struct Task {
    std::string_view name; ///< one word, for the report
    std::string_view what; ///< what its count counts
    std::int64_t portion;
    /// Removes `portion` at most and answers how many; fewer means that none is left.
    std::int64_t (*remove)(db::Transaction&, Instant now, std::int64_t portion);
};

/// In the order in which they are done: sessions first, for visitors' carts go with them.
std::span<Task const> tasks();

} // namespace ocp::upkeep
