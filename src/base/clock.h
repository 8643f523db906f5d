#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace ocp {

/// A moment, in milliseconds since the epoch, UTC. What a person reads is converted in
/// pizzeria/model/local_time.
class Instant {
public:
    constexpr Instant() = default;
    static constexpr Instant ms(std::int64_t ms) { return Instant{ms}; }

    constexpr std::int64_t ms() const { return ms_; }

    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Instant operator+(Instant at, std::chrono::milliseconds d)
    {
        return Instant{at.ms_ + d.count()};
    }
    friend constexpr Instant operator-(Instant at, std::chrono::milliseconds d)
    {
        return Instant{at.ms_ - d.count()};
    }
    friend constexpr std::chrono::milliseconds operator-(Instant a, Instant b)
    {
        return std::chrono::milliseconds{a.ms_ - b.ms_};
    }

private:
    constexpr explicit Instant(std::int64_t ms)
        : ms_{ms}
    {
    }
    std::int64_t ms_ = 0;
};

/// The only door to the current time; rules never open it, they receive an Instant.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

} // namespace ocp
