#pragma once

#include "base/random.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ocp::bank {

/// Something that happened, as the merchant's webhook is told: JSON.
struct Event {
    std::string id, type, body;
};

/// How events go out. Real ones come late, twice and in any order; here that can be asked for.
struct EventManner {
    bool are_off = false; ///< nothing is told; what happens meanwhile is never told
    bool are_held = false; ///< what happens waits until this is false again
    bool are_shuffled = false; ///< any order: each waits up to the delay, by chance
    std::chrono::milliseconds delay{0};
    std::int64_t copies = 1;
    /// After the first refusal; twice as long after each further one, a minute at most.
    std::chrono::milliseconds retry{1000};
};

/// Events on their way to the merchant. Safe from any thread.
class EventQueue {
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Delivery {
        Event event;
        Time due, first;
        int tries = 0;
    };
    struct Counts {
        std::size_t waiting = 0, delivered = 0, refused = 0;
    };

    explicit EventQueue(RandomSource& random)
        : random_{random}
    {
    }

    void add(Event const&, Time now);
    /// Waits for one that is due; nothing once the queue has ended.
    std::optional<Delivery> take();
    void delivered(Delivery const&);
    /// It is told again later, for three days.
    void refused(Delivery, Time now);
    void end();

    void behave(EventManner);
    EventManner manner() const;
    Counts counts() const;
    /// What was not taken yet, or refused, each event once.
    std::vector<Event> waiting() const;

private:
    bool has_due(Time now);
    Delivery pick();
    std::uint64_t chance(std::uint64_t below);

    RandomSource& random_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Time, Delivery> later_;
    std::deque<Delivery> due_; ///< the earliest first
    std::list<Delivery> under_way_;
    EventManner manner_;
    Counts counts_;
    bool ended_ = false;
};

} // namespace ocp::bank
