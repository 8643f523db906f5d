#pragma once

#include <compare>
#include <concepts>
#include <cstdint>

namespace ocp {

/// An amount in euro cents, tax included. There is no constructor from a floating number, on purpose.
class Money {
public:
    constexpr Money() = default;
    static constexpr Money cents(std::int64_t cents) { return Money{cents}; }
    static constexpr Money cents(std::floating_point auto) = delete;

    constexpr std::int64_t cents() const { return cents_; }

    friend constexpr auto operator<=>(Money, Money) = default;
    friend constexpr Money operator+(Money a, Money b) { return Money{a.cents_ + b.cents_}; }
    friend constexpr Money operator-(Money a, Money b) { return Money{a.cents_ - b.cents_}; }
    friend constexpr Money operator*(Money a, std::int64_t times) { return Money{a.cents_ * times}; }
    constexpr Money& operator+=(Money other) { return *this = *this + other; }

private:
    constexpr explicit Money(std::int64_t cents)
        : cents_{cents}
    {
    }
    std::int64_t cents_ = 0;
};

} // namespace ocp
