#pragma once

#include "base/clock.h"
#include "pizzeria/model/pizzeria.h"

#include <optional>
#include <vector>

namespace ocp::pizzeria {

/// A service as moments, already converted from the shop's wall clock.
struct Service {
    Instant from;
    Instant to;
    std::optional<Mode> only;
};

/// The service that is on at this moment for this mode, cut at the next closure; nothing when the shop is
/// closed.
std::optional<Service> open_service(
    std::vector<Service> const& services, std::vector<Closure> const& closures, Mode mode, Instant at);

/// The services of this mode as far as they lie between two moments, without what closures take from them,
/// the earliest first.
std::vector<Service> services_between(std::vector<Service> const& services,
    std::vector<Closure> const& closures, Mode mode, Instant from, Instant to);

/// The next moment after `at` when the shop opens for this mode, within the given services.
std::optional<Instant> next_opening(
    std::vector<Service> const& services, std::vector<Closure> const& closures, Mode mode, Instant at);

} // namespace ocp::pizzeria
