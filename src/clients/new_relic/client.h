#pragma once

#include "base/clock.h"
#include "clients/new_relic/metrics.h"
#include "platform/outgoing/caller.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace ocp::new_relic {

/// Posts figures to New Relic, from a thread of its own that asks for them once an interval.
///
/// What could not be sent waits, the last ten batches at most, and is sent oldest first when New Relic
/// answers again. A refused key (403) ends the posting until the next start; what New Relic will never take
/// (400, 413) is dropped. Both are errors of the log.
class Client {
public:
    struct Options {
        std::string license_key;
        std::string base_url; ///< "https://metric-api.eu.newrelic.com"
        std::chrono::milliseconds interval{60'000};
        Attributes common; ///< "service.name", "host.name", "environment"
        outgoing::Options http;
        std::chrono::milliseconds answer_within{10'000};
        std::chrono::milliseconds flush_within{2'000};
    };
    /// `figures` runs in the client's thread, once an interval and once at the end; counts are those since
    /// its last call. It must not throw.
    Client(Options, Clock const&, std::function<std::vector<Metric>()> figures);
    /// Posts the last, unfinished interval, within `flush_within`.
    ~Client();
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    struct Figures {
        std::uint64_t posts = 0; ///< taken by New Relic, to be judged later
        std::uint64_t dropped = 0; ///< batches: too many waited, too old, or never to be taken
        bool refused = false; ///< the key
    };
    Figures own_figures() const;

private:
    using Steady = std::chrono::steady_clock;
    enum class Fate { Taken, Waits, Lost };

    void run();
    /// False when the client ends.
    bool wait_for_the_interval();
    void gather();
    void post_what_waits();
    Fate post(Batch const&);
    Fate post(std::string const& body);

    Options const options_;
    Clock const& clock_;
    std::function<std::vector<Metric>()> const figures_;
    outgoing::Caller caller_;
    std::deque<Batch> waiting_;
    Instant gathered_at_;
    Steady::time_point not_before_{};
    int attempt_ = 1;

    std::atomic<std::uint64_t> posts_{0}, dropped_{0};
    std::atomic<bool> refused_{false};

    std::mutex mutex_;
    std::condition_variable ends_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace ocp::new_relic
