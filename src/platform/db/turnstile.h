#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>

namespace ocp::db {

/// Lets at most so many in at a time, in the order they came, each waiting no longer than it likes.
class Turnstile {
public:
    explicit Turnstile(std::size_t places)
        : free_{places}
    {
    }

    /// False when no place came free in time; otherwise `leave` must follow.
    bool enter(std::chrono::milliseconds patience);
    void leave();
    std::size_t free() const;
    /// So far: who did not get in at once, and who of them gave up.
    struct Waits {
        std::uint64_t waited = 0, gave_up = 0;
    };
    Waits waits() const;

private:
    struct Waiting {
        std::condition_variable called;
        bool let_in = false;
    };
    mutable std::mutex mutex_;
    std::size_t free_;
    std::list<Waiting*> queue_;
    Waits waits_;
};

} // namespace ocp::db
