#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace ocp::order {

/// A shop's time is cut into slots of ten minutes, the same for everybody: from the epoch on.
inline constexpr std::chrono::milliseconds slot_length = std::chrono::minutes{10};

/// Where the slot of a moment begins.
constexpr Instant slot_of(Instant at)
{
    return Instant::ms(at.ms() / slot_length.count() * slot_length.count());
}

/// What something takes of a shop: of the hands at the make-line, of the oven, and of its drivers.
struct Work {
    std::int64_t points = 0; ///< load points
    std::int64_t pizzas = 0; ///< that are baked
    std::int64_t driver_seconds = 0;

    Work& operator+=(Work const&);
    Work& operator-=(Work const&);
    friend bool operator==(Work const&, Work const&) = default;
};

/// Work by slot: what an order will take, or what all orders of a shop have taken.
using Plan = std::map<Instant, Work>;

Work sum_of(Plan const&);
Plan& operator+=(Plan&, Plan const&);
Plan& operator-=(Plan&, Plan const&);
/// Without what the kitchen does: of an order that is ready only the driver's part is still to be done.
Plan driving_of(Plan);

/// `[[1795514400000,3,1,540]]`: slot, points, pizzas, driver seconds; slots that take nothing are left out.
std::string text_of(Plan const&);
/// Throws on anything `text_of` does not write: it comes from our own rows alone.
Plan plan_from(std::string_view text);

} // namespace ocp::order
