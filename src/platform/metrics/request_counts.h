#pragma once

#include "base/clock.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::metrics {

/// How a request was answered.
enum class Way {
    AtOnce, ///< on the I/O thread: files, kept pages, errors of the transport
    Pages, ///< by a worker of that lane
    Slow,
    Stream, ///< events, until its end
    Refused, ///< 503 because too much waited already
};
inline constexpr std::size_t ways = 5;
std::string_view name_of(Way); ///< "at_once", "pages", "slow", "stream", "refused"

/// 1xx to 5xx; anything else is among the last.
inline constexpr std::size_t status_classes = 5;

/// Upper bounds of the histogram, in microseconds; one more bucket holds what took longer.
inline constexpr std::array<std::int64_t, 12> latency_bounds{1'000, 5'000, 10'000, 25'000, 50'000, 100'000,
    250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

/// The slowest answer of a route since an hour at most.
struct SlowRoute {
    std::string route;
    std::chrono::microseconds took{0};
    Instant at;
    unsigned status = 0;
    std::int64_t times = 0; ///< that it took longer than `slow_from`
};
inline constexpr std::chrono::milliseconds slow_from{250};

/// Counts answers. `count` is called by one thread only, the server's, and costs it some unshared writes;
/// everything else is safe from any thread.
class RequestCounts {
public:
    /// `route`: its name in the table of routes, "" for none; never an address, which may hold a token.
    void count(Way, unsigned status, std::chrono::microseconds took, std::string_view route, Instant at);

    struct Latency {
        std::array<std::uint64_t, latency_bounds.size() + 1> counts{}; ///< not cumulated
        std::uint64_t sum_us = 0;
    };
    struct Seen {
        std::array<std::array<std::uint64_t, status_classes>, ways> answers{};
        std::array<Latency, ways> latency{}; ///< of streams: none, they last as long as somebody reads

        std::uint64_t all(Way) const;
        std::uint64_t all() const;
        std::uint64_t server_errors() const; ///< 5xx but for those refused
    };
    Seen seen() const;
    /// The slowest first, at most ten.
    std::vector<SlowRoute> slowest(Instant now) const;

private:
    using Counter = std::atomic<std::uint64_t>;
    static void add(Counter& counter, std::uint64_t more)
    {
        // One thread writes: no locked instruction is needed.
        counter.store(counter.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
    }
    void note_slow(std::chrono::microseconds took, unsigned status, std::string_view route, Instant at);

    struct Counters {
        std::array<Counter, status_classes> answers{};
        std::array<Counter, latency_bounds.size() + 1> latency{};
        Counter sum_us{0};
    };
    std::array<Counters, ways> of_;

    struct Slow {
        SlowRoute route;
        Instant since;
    };
    mutable std::mutex slow_mutex_;
    std::map<std::string, Slow, std::less<>> slow_; ///< by route: no more than there are routes
};

} // namespace ocp::metrics
