#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace ocp::supervision {

/// What a machine did in a minute, on average. Shares from 0 to 1, rates in bytes a second.
struct MachineSample {
    std::string machine;
    Instant at; ///< the minute's begin
    std::optional<double> cpu = {}, memory = {}, storage = {};
    std::optional<double> backup_storage = {}; ///< where backups lie on another volume
    std::optional<double> received = {}, sent = {};
    std::optional<double> load_1 = {}, load_5 = {}, load_15 = {};
    std::int64_t processes = 0;
};

/// Samples are kept so long.
inline constexpr std::chrono::hours history_kept{8 * 24};

/// A figure over some minutes.
struct Course {
    std::optional<double> average, highest;
};

/// Some minutes of a machine's history.
struct HistoryPoint {
    Instant at; ///< their begin
    Course cpu, memory, storage, backup_storage, received, sent;
};

} // namespace ocp::supervision
