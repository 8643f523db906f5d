#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ocp::seeds {

/// Chance that can be thrown again: the same seed gives the same demo, with any compiler.
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : state_{seed}
    {
    }

    std::uint64_t next();
    /// 0 … count − 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    std::int64_t between(std::int64_t first, std::int64_t last)
    {
        return first + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(last - first + 1));
    }
    /// 0 ≤ … < 1.
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    /// Around 0, rarely beyond ±1: the shape of a rush hour.
    double bell() { return (unit() + unit() + unit() + unit() - 2) / 1.2; }
    bool of_hundred(double percent) { return unit() * 100 < percent; }
    /// An index, each as likely as its weight says.
    std::size_t weighted(std::vector<double> const& weights);

private:
    std::uint64_t state_;
};

} // namespace ocp::seeds
