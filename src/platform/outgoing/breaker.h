#pragma once

#include <chrono>
#include <deque>
#include <mutex>

namespace ocp::outgoing {

/// Keeps those who wait from a vendor that is away: opens when at least half of at least 20 calls of the last
/// ten seconds failed; while it is open one call every five seconds tries, and the first that succeeds closes
/// it (integrations.md §1). Safe from any thread; the time comes from outside.
class Breaker {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Whether a call may be made now; each one allowed must be reported.
    bool allows(Time now);
    enum class Outcome { Fine, Failed };
    void report(Outcome, Time now);

    bool is_open() const;

private:
    struct Call {
        Time at;
        Outcome outcome;
    };
    bool too_many_failed() const;
    void forget_before(Time);

    mutable std::mutex mutex_;
    std::deque<Call> recent_;
    bool open_ = false;
    Time next_trial_{};
};

} // namespace ocp::outgoing
