#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/quantity.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ocp::db {

/// What the database stores: nothing, a whole number, a floating number (coordinates only), a text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

/// As what a column is read, or a parameter given.
enum class ValueKind { Null, Integer, Floating, Text };

template <class T>
Value to_value(T const& given);

/// How a C++ type is written to and read from a column. Specialise for a module's own types beside them.
template <class T>
struct Column;

template <std::integral T>
struct Column<T> {
    using Stored = std::int64_t;
    static Stored store(T given) { return static_cast<std::int64_t>(given); }
    static T load(Stored stored) { return static_cast<T>(stored); }
};
template <>
struct Column<double> {
    using Stored = double;
    static Stored store(double given) { return given; }
    static double load(Stored stored) { return stored; }
};
template <>
struct Column<std::string> {
    using Stored = std::string;
    static Stored store(std::string given) { return given; }
    static std::string load(Stored stored) { return stored; }
};
template <>
struct Column<std::string_view> {
    using Stored = std::string;
    static Stored store(std::string_view given) { return std::string{given}; }
};
template <std::size_t N>
struct Column<char[N]> {
    using Stored = std::string;
    static Stored store(char const* given) { return given; }
};
template <>
struct Column<char const*> {
    using Stored = std::string;
    static Stored store(char const* given) { return given; }
};
template <class Thing>
struct Column<Id<Thing>> {
    using Stored = std::int64_t;
    static Stored store(Id<Thing> given) { return given.value(); }
    static Id<Thing> load(Stored stored) { return Id<Thing>{stored}; }
};
template <>
struct Column<Money> {
    using Stored = std::int64_t;
    static Stored store(Money given) { return given.cents(); }
    static Money load(Stored stored) { return Money::cents(stored); }
};
template <>
struct Column<Quantity> {
    using Stored = std::int64_t;
    static Stored store(Quantity given) { return given.ten_thousandths(); }
    static Quantity load(Stored stored) { return Quantity::ten_thousandths(stored); }
};
template <>
struct Column<Instant> {
    using Stored = std::int64_t;
    static Stored store(Instant given) { return given.ms(); }
    static Instant load(Stored stored) { return Instant::ms(stored); }
};

template <class T>
struct IsOptional : std::false_type {
};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
};

template <class T>
Value to_value(T const& given)
{
    if constexpr (std::same_as<T, Value>)
        return given;
    else if constexpr (std::same_as<T, std::nullopt_t>)
        return std::monostate{};
    else if constexpr (IsOptional<T>::value)
        return given ? to_value(*given) : Value{std::monostate{}};
    else
        return Column<T>::store(given);
}

/// A named parameter: `{"quantity", quantity}` stands for `:quantity` in the SQL.
struct Param {
    template <class T>
    Param(std::string parameter, T const& given)
        : name{std::move(parameter)}
        , value{to_value(given)}
    {
    }
    std::string name;
    Value value;
};
using Params = std::vector<Param>;

} // namespace ocp::db
