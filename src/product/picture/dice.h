#pragma once

#include <cstdint>

namespace ocp::product::picture {

/// Chance that can be repeated: the same seed throws the same numbers on every machine (mulberry32).
class Dice {
public:
    explicit Dice(std::uint32_t seed)
        : state_{seed}
    {
    }
    /// 0 to below 1.
    double roll()
    {
        state_ += 0x6D2B79F5U;
        auto t = (state_ ^ (state_ >> 15U)) * (1U | state_);
        t = (t + (t ^ (t >> 7U)) * (61U | t)) ^ t;
        return (t ^ (t >> 14U)) / 4294967296.0;
    }
    /// As far as `spread` to either side of nought.
    double around(double spread) { return (roll() - 0.5) * 2 * spread; }
    std::uint32_t seed() { return static_cast<std::uint32_t>(roll() * 4294967295.0); }

private:
    std::uint32_t state_;
};

} // namespace ocp::product::picture
