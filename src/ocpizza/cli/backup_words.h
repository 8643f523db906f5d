#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace ocp::cli {

/// "512 B", "12.3 MB"
std::string size_text(std::uint64_t bytes);
/// "0.8 s", "3 min 20 s"
std::string duration_text(std::chrono::milliseconds);
/// How long ago: "5 min", "3 h", "12 days"
std::string age_text(std::chrono::milliseconds);
/// "2026-11-24 22:30:00"
std::string utc_text(Instant);
/// The same in this machine's zone, which it names: "2026-11-24 23:30 CET"
std::string local_text(Instant);

} // namespace ocp::cli
