#pragma once

#include "base/clock.h"

namespace ocp::supervision {

/// The last Monday 00:00 UTC at or before `now`: «lundi 01:00 (UTC+1)» is a fixed offset, in summer too,
/// whatever the server's zone (reliability.md §2.9).
constexpr Instant due_monday(Instant now)
{
    using std::chrono::days;
    using std::chrono::milliseconds;
    constexpr auto week = std::chrono::duration_cast<milliseconds>(days{7}).count();
    // The epoch was a Thursday, so the first Monday came four days later.
    constexpr auto first_monday = Instant::ms(std::chrono::duration_cast<milliseconds>(days{4}).count());
    auto const since = (now - first_monday).count();
    auto const weeks = since >= 0 ? since / week : (since - week + 1) / week;
    return first_monday + milliseconds{weeks * week};
}

} // namespace ocp::supervision
