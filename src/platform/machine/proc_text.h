#pragma once

#include "platform/machine/figures.h"

#include <optional>
#include <string_view>

/// What Linux writes in /proc, read from its text. Nothing when the text says something else, or nothing.
namespace ocp::machine {

/// Of /proc/stat. A guest's time is within its host's; waiting for a disk is idle.
std::optional<CpuTicks> cpu_ticks_in(std::string_view proc_stat);

/// Of /proc/meminfo. Before Linux 3.14 nobody says what is available: then what is free or a cache.
std::optional<Memory> memory_in(std::string_view meminfo);

/// Of /proc/loadavg.
std::optional<Load> load_in(std::string_view loadavg);

/// Of /proc/net/dev, without lo.
std::optional<Traffic> traffic_in(std::string_view net_dev);

/// Of /proc/[pid]/stat. The name may hold blanks and parentheses.
std::optional<Process> process_in(std::string_view pid_stat);

} // namespace ocp::machine
