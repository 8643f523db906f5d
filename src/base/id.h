#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace ocp {

/// A row's identity. Two ids of different things never compare, convert or swap.
template <class Thing>
class Id {
public:
    constexpr explicit Id(std::int64_t value)
        : value_{value}
    {
    }
    constexpr std::int64_t value() const { return value_; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::int64_t value_;
};

using PizzeriaId = Id<struct PizzeriaTag>;
using UserId = Id<struct UserTag>;
using AddressId = Id<struct AddressTag>;
using IngredientId = Id<struct IngredientTag>;
using ProductId = Id<struct ProductTag>;
using CartId = Id<struct CartTag>;
using OrderId = Id<struct OrderTag>;
using SessionId = Id<struct SessionTag>;

} // namespace ocp

template <class Thing>
struct std::hash<ocp::Id<Thing>> {
    std::size_t operator()(ocp::Id<Thing> id) const noexcept { return std::hash<std::int64_t>{}(id.value()); }
};
