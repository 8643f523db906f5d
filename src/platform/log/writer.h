#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace ocp::log {

/// A thread that writes lines to a descriptor. What waits is bounded: lines beyond are dropped and counted.
class Writer {
public:
    /// `dropped_line` words how many lines were dropped.
    Writer(int descriptor, std::size_t most_waiting, std::function<std::string(std::size_t)> dropped_line);
    /// Writes what waits, for a second at most.
    ~Writer();
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    /// Never waits for the descriptor.
    void append(std::string_view line);
    /// Lines that did not fit, so far.
    std::uint64_t dropped() const { return dropped_in_all_.load(std::memory_order_relaxed); }

private:
    void run();
    std::string next_batch();
    /// Looks every 10 ms for a second before the thread goes to sleep: waking it is what costs a caller most.
    void let_lines_gather();
    /// Gives up when the descriptor is broken, or when the writer ends and time is up.
    void write_all(std::string_view batch) const;
    bool time_is_up() const;

    int const descriptor_;
    std::size_t const most_waiting_;
    std::function<std::string(std::size_t)> const dropped_line_;

    std::mutex mutex_;
    std::condition_variable something_waits_;
    std::condition_variable ending_soon_;
    std::string waiting_;
    std::size_t dropped_ = 0;
    std::atomic<std::uint64_t> dropped_in_all_{0};
    bool asleep_ = false;
    bool ending_ = false;
    std::atomic<std::int64_t> give_up_at_ms_{0};
    std::thread thread_;
};

} // namespace ocp::log
