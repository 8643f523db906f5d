#include "platform/metrics/request_counts.h"

#include <algorithm>
#include <numeric>

namespace ocp::metrics {

namespace {

constexpr std::chrono::hours remembered{1};
constexpr std::size_t most_shown = 10;

std::size_t class_of(unsigned status)
{
    return std::clamp(status / 100, 1U, unsigned{status_classes}) - 1;
}

std::size_t bucket_of(std::chrono::microseconds took)
{
    auto const* const bound = std::lower_bound(latency_bounds.begin(), latency_bounds.end(), took.count());
    return static_cast<std::size_t>(bound - latency_bounds.begin());
}

} // namespace

std::string_view name_of(Way way)
{
    switch (way) {
    case Way::AtOnce:
        return "at_once";
    case Way::Pages:
        return "pages";
    case Way::Slow:
        return "slow";
    case Way::Stream:
        return "stream";
    case Way::Refused:
        return "refused";
    }
    return "";
}

void RequestCounts::count(
    Way way, unsigned status, std::chrono::microseconds took, std::string_view route, Instant at)
{
    auto& counters = of_[static_cast<std::size_t>(way)];
    add(counters.answers[class_of(status)], 1);
    if (way == Way::Stream) return;
    add(counters.latency[bucket_of(took)], 1);
    add(counters.sum_us, static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0)));
    if (took >= slow_from && !route.empty()) note_slow(took, status, route, at);
}

void RequestCounts::note_slow(
    std::chrono::microseconds took, unsigned status, std::string_view route, Instant at)
{
    std::lock_guard const lock{slow_mutex_};
    auto found = slow_.find(route);
    if (found == slow_.end()) found = slow_.emplace(std::string{route}, Slow{}).first;
    auto& [slowest, since] = found->second;
    if (slowest.times == 0 || at - since >= remembered) {
        slowest = SlowRoute{std::string{route}, {}, at, status, 0};
        since = at;
    }
    ++slowest.times;
    if (took <= slowest.took) return;
    slowest.took = took;
    slowest.at = at;
    slowest.status = status;
}

RequestCounts::Seen RequestCounts::seen() const
{
    constexpr auto relaxed = std::memory_order_relaxed;
    Seen seen;
    for (std::size_t way = 0; way < ways; ++way) {
        for (std::size_t i = 0; i < status_classes; ++i)
            seen.answers[way][i] = of_[way].answers[i].load(relaxed);
        for (std::size_t i = 0; i <= latency_bounds.size(); ++i)
            seen.latency[way].counts[i] = of_[way].latency[i].load(relaxed);
        seen.latency[way].sum_us = of_[way].sum_us.load(relaxed);
    }
    return seen;
}

std::vector<SlowRoute> RequestCounts::slowest(Instant now) const
{
    std::vector<SlowRoute> routes;
    {
        std::lock_guard const lock{slow_mutex_};
        for (auto const& [name, slow] : slow_)
            if (now - slow.route.at < remembered) routes.push_back(slow.route);
    }
    std::sort(
        routes.begin(), routes.end(), [](SlowRoute const& a, SlowRoute const& b) { return a.took > b.took; });
    if (routes.size() > most_shown) routes.resize(most_shown);
    return routes;
}

std::uint64_t RequestCounts::Seen::all(Way way) const
{
    auto const& of_way = answers[static_cast<std::size_t>(way)];
    return std::accumulate(of_way.begin(), of_way.end(), std::uint64_t{0});
}

std::uint64_t RequestCounts::Seen::all() const
{
    std::uint64_t sum = 0;
    for (std::size_t way = 0; way < ways; ++way)
        sum += all(static_cast<Way>(way));
    return sum;
}

std::uint64_t RequestCounts::Seen::server_errors() const
{
    std::uint64_t sum = 0;
    for (auto const way : {Way::AtOnce, Way::Pages, Way::Slow, Way::Stream})
        sum += answers[static_cast<std::size_t>(way)].back();
    return sum;
}

} // namespace ocp::metrics
