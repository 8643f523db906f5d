#pragma once

#include "clients/sentry/envelope.h"
#include "clients/sentry/rate_limits.h"
#include "platform/outgoing/caller.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

namespace ocp::sentry {

/// Why something did not arrive, and how much did.
struct Figures {
    std::uint64_t sent = 0;
    std::uint64_t queue_full = 0;
    std::uint64_t rate_limited = 0; ///< Sentry had asked for silence
    std::uint64_t failed = 0; ///< not reached, refused, or in the pause after that
    std::uint64_t too_large = 0;

    std::uint64_t dropped() const { return queue_full + rate_limited + failed + too_large; }
};

/// Tells Sentry, from a thread of its own behind a bounded queue. Whoever hands something over never waits:
/// what finds no room, no permission or no Sentry is dropped and counted, never kept and never sent again.
/// After a failure it is silent for a while, so that a dead Sentry costs next to nothing. What its own thread
/// does wrong is not told to Sentry.
class Client {
public:
    struct Options {
        Sender sender;
        outgoing::Options http;
        std::size_t queue_limit = 100;
        std::chrono::milliseconds answer_within{5'000};
        std::chrono::milliseconds silence_after_failure{5'000};
        std::chrono::milliseconds silence_after_refusal{600'000}; ///< the key is wrong, and stays so
        std::chrono::milliseconds sessions_every{60'000};
        std::chrono::milliseconds flush_within{2'000};
    };
    Client(Options, RandomSource&);
    /// Sends what waits, within `flush_within`.
    ~Client();
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Whether an event or a transaction might arrive now.
    bool is_open(Category) const;
    /// The same, asked by who has one: what is not wanted counts as dropped, and need not be put together.
    bool wants(Category);
    void send(Event);
    void send(Transaction);

    enum class Outcome { Exited, Errored, Crashed };
    /// One request is over. Told in sums, each minute.
    void count_session(Outcome);

    Figures figures() const;

private:
    using Steady = std::chrono::steady_clock;
    using Item = std::variant<Event, Transaction>;

    void put(Category, Item);
    bool is_silent(Category) const;
    void count_unheard(Category);
    void run();
    /// Waits for work; nothing when it is time for something else.
    std::optional<Item> next();
    void deliver(std::string const& envelope);
    void tell(Item const&);
    void tell_sessions();
    void publish_limits();
    void say_what_was_dropped();

    Options const options_;
    RandomSource& random_;
    outgoing::Caller caller_;
    RateLimits limits_;
    Steady::time_point silent_until_{};
    Steady::time_point next_sessions_;
    Moment sessions_since_;
    std::uint64_t dropped_as_said_ = 0;

    std::array<std::atomic<Steady::time_point>, 3> closed_until_{};
    std::array<std::atomic<std::uint64_t>, 3> sessions_{};
    std::atomic<std::uint64_t> sent_{0}, queue_full_{0}, rate_limited_{0}, failed_{0}, too_large_{0};
    std::array<std::atomic<bool>, 3> is_limited_{};
    std::atomic<bool> is_full_{false};

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Item> queue_;
    bool ending_ = false;
    Steady::time_point give_up_at_ = Steady::time_point::max();
    std::thread thread_;
};

} // namespace ocp::sentry
