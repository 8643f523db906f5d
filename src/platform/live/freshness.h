#pragma once

#include "platform/outbox/outbox.h"

#include <atomic>
#include <chrono>
#include <deque>

namespace ocp::live {

/// Knows since when everything committed was read, although a running transaction hides what commits behind
/// it.
class Freshness {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// The outbox was read to its end by a question asked at `asked`.
    void read_to_the_end(Moment asked, outbox::Batch const& batch);
    /// Safe from any thread.
    Moment caught_up_at() const { return caught_up_at_; }

private:
    struct Mark {
        Moment asked;
        std::int64_t begun;
    };
    std::deque<Mark> marks_;
    std::atomic<Moment> caught_up_at_{Moment{}};
};

} // namespace ocp::live
