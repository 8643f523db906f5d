#include "platform/backup/retention.h"

#include <algorithm>
#include <optional>

namespace ocp::backup {

std::vector<Instant> outdated(std::vector<Instant> made_at, std::size_t days, Instant now)
{
    static constexpr std::int64_t day = 24 * 60 * 60 * 1000;
    std::sort(made_at.begin(), made_at.end(), std::greater<>{});
    std::vector<Instant> going;
    std::size_t kept = 0;
    std::optional<std::int64_t> last;
    for (auto const at : made_at) {
        auto const its_day = at.ms() / day;
        if (last == its_day || kept == days) {
            if (now - at >= kept_in_any_case) going.push_back(at);
            continue;
        }
        last = its_day;
        ++kept;
    }
    return going;
}

} // namespace ocp::backup
