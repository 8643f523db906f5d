#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "ocpizza/alerts/post.h"
#include "platform/db/database.h"
#include "platform/html/view.h"
#include "platform/outgoing/rounds.h"

#include <deque>
#include <mutex>

namespace ocp::alerts {

/// Tells operators what begins and what is over: one thread that takes the notices which wait in the
/// database, whichever server wrote them, and carries each by mail or webhook until it arrives or a day has
/// passed. What could not be written, since the database is away, it carries from memory.
class Courier {
public:
    struct Options {
        std::chrono::milliseconds rhythm{15'000}; ///< how often it looks by itself
        std::chrono::milliseconds leave_within{2'000}; ///< at the end, for the letter on its way
    };
    Courier(Settings const&, db::Database&, html::Templates const&, Clock const&, RandomSource&, Options);
    ~Courier();
    Courier(Courier const&) = delete;
    Courier& operator=(Courier const&) = delete;

    /// Nothing when the settings know no way.
    void start();
    void stop();

    /// Notices wait: from any thread, at once.
    void wake();
    /// Carried from memory: raised, or resolved when it says so. From any thread, at once.
    void carry(supervision::Incident const&);

    /// Carries one notice that is due; false when there is none. For who has no thread.
    bool deliver_one();

private:
    struct Urgent {
        supervision::Incident incident;
        supervision::Way way;
        int tries = 0;
        Instant next_at;
    };
    void deliver_all();
    void deliver_urgent();
    std::deque<Urgent>::iterator first_due();

    std::vector<supervision::Way> const ways_;
    std::string const site_;
    db::Database& database_;
    html::Templates const& templates_;
    Clock const& clock_;
    RandomSource& random_;
    Options const options_;
    Post post_;

    std::mutex mutex_;
    std::deque<Urgent> urgent_;
    outgoing::Rounds rounds_;
};

} // namespace ocp::alerts
