#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace ocp::deploy {

/// The minutes at which a line of cron calls, in the week that begins with a Monday at 00:00 UTC; cron goes
/// by a clock that is `ahead` of UTC. Reads what crontab(5) describes; a line that it does not understand
/// never calls, and "@reboot" does not either.
std::vector<std::chrono::minutes> calls_in_a_week(std::string_view when, std::chrono::minutes ahead);

} // namespace ocp::deploy
