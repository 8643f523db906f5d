#pragma once

#include <compare>
#include <concepts>
#include <cstdint>

namespace ocp {

/// How much of an ingredient, in ten-thousandths of its unit (the client's decimal(12,4), without loss).
class Quantity {
public:
    constexpr Quantity() = default;
    static constexpr Quantity ten_thousandths(std::int64_t count) { return Quantity{count}; }
    static constexpr Quantity units(std::int64_t count) { return Quantity{count * 10'000}; }
    static constexpr Quantity units(std::floating_point auto) = delete;

    constexpr std::int64_t ten_thousandths() const { return count_; }

    friend constexpr auto operator<=>(Quantity, Quantity) = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.count_ + b.count_}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.count_ - b.count_}; }
    friend constexpr Quantity operator*(Quantity a, std::int64_t times) { return Quantity{a.count_ * times}; }
    constexpr Quantity& operator+=(Quantity other) { return *this = *this + other; }

private:
    constexpr explicit Quantity(std::int64_t count)
        : count_{count}
    {
    }
    std::int64_t count_ = 0;
};

} // namespace ocp
