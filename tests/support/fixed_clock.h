#pragma once

#include "base/clock.h"

#include <atomic>

namespace ocp::test {

/// Shows one moment until somebody moves it on. Safe from any thread.
class FixedClock : public Clock {
public:
    explicit FixedClock(Instant at)
        : ms_{at.ms()}
    {
    }
    Instant now() const override { return Instant::ms(ms_); }
    void advance(std::chrono::milliseconds by) { ms_ += by.count(); }
    /// A moment later than every one given before.
    Instant tick() { return Instant::ms(ms_ += 1'000); }

private:
    std::atomic<std::int64_t> ms_;
};

} // namespace ocp::test
