#include "pizzeria/business/opening_rules.h"

#include <algorithm>

namespace ocp::pizzeria {

namespace {

bool serves(Service const& service, Mode mode)
{
    return !service.only || *service.only == mode;
}

bool closed_at(std::vector<Closure> const& closures, Instant at)
{
    return std::any_of(closures.begin(), closures.end(),
        [&](Closure const& closure) { return closure.from <= at && at < closure.to; });
}

/// The first moment of the service not covered by a closure, or nothing.
std::optional<Instant> first_open(Service const& service, std::vector<Closure> const& closures, Instant after)
{
    auto moment = std::max(service.from, after);
    for (bool moved = true; moved;) {
        moved = false;
        for (auto const& closure : closures) {
            if (closure.from <= moment && moment < closure.to) {
                moment = closure.to;
                moved = true;
            }
        }
    }
    if (moment >= service.to) return std::nullopt;
    return moment;
}

} // namespace

std::optional<Service> open_service(
    std::vector<Service> const& services, std::vector<Closure> const& closures, Mode mode, Instant at)
{
    if (closed_at(closures, at)) return std::nullopt;
    for (auto service : services) {
        if (!serves(service, mode) || at < service.from || at >= service.to) continue;
        for (auto const& closure : closures)
            if (closure.from > at) service.to = std::min(service.to, closure.from);
        return service;
    }
    return std::nullopt;
}

std::optional<Instant> next_opening(
    std::vector<Service> const& services, std::vector<Closure> const& closures, Mode mode, Instant at)
{
    std::optional<Instant> next;
    for (auto const& service : services) {
        if (!serves(service, mode) || service.to <= at) continue;
        auto const moment = first_open(service, closures, at);
        if (moment && (!next || *moment < *next)) next = moment;
    }
    return next;
}

} // namespace ocp::pizzeria
