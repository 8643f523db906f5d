#include "pizzeria/business/opening_rules.h"

#include <algorithm>
#include <limits>

namespace ocp::pizzeria {

namespace {

bool serves(Service const& service, Mode mode)
{
    return !service.only || *service.only == mode;
}

/// The parts of a service that no closure covers.
std::vector<Service> without(Service const& service, std::vector<Closure> const& closures)
{
    std::vector<Service> parts{service};
    for (auto const& closure : closures) {
        std::vector<Service> left;
        for (auto const& part : parts) {
            auto const before = std::min(part.to, closure.from);
            auto const after = std::max(part.from, closure.to);
            if (part.from < before) left.push_back({part.from, before, part.only});
            if (after < part.to) left.push_back({after, part.to, part.only});
        }
        parts = std::move(left);
    }
    return parts;
}

} // namespace

std::vector<Service> services_between(std::vector<Service> const& services,
    std::vector<Closure> const& closures, Mode mode, Instant from, Instant to)
{
    std::vector<Service> ahead;
    for (auto const& service : services) {
        if (!serves(service, mode) || service.to <= from || service.from >= to) continue;
        for (auto const& part : without(service, closures))
            if (part.to > from && part.from < to) ahead.push_back(part);
    }
    std::sort(ahead.begin(), ahead.end(), [](auto const& a, auto const& b) { return a.from < b.from; });
    return ahead;
}

std::optional<Service> open_service(
    std::vector<Service> const& services, std::vector<Closure> const& closures, Mode mode, Instant at)
{
    auto const on = services_between(services, closures, mode, at, at + std::chrono::milliseconds{1});
    return on.empty() ? std::nullopt : std::optional{on.front()};
}

std::optional<Instant> next_opening(
    std::vector<Service> const& services, std::vector<Closure> const& closures, Mode mode, Instant at)
{
    constexpr auto ever = Instant::ms(std::numeric_limits<std::int64_t>::max());
    auto const ahead = services_between(services, closures, mode, at, ever);
    return ahead.empty() ? std::nullopt : std::optional{std::max(ahead.front().from, at)};
}

} // namespace ocp::pizzeria
