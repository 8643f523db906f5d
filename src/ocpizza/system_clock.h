#pragma once

#include "base/clock.h"

#include <chrono>

namespace ocp {

/// The machine's clock.
class SystemClock : public Clock {
public:
    Instant now() const override
    {
        using namespace std::chrono;
        return Instant::ms(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
    }
};

} // namespace ocp
