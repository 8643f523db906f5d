#include "platform/live/freshness.h"

namespace ocp::live {

void Freshness::read_to_the_end(Moment asked, outbox::Batch const& batch)
{
    // Some thousand marks of 100 ms are more than any transaction may last; then the newest are missed, no
    // promise.
    if (marks_.size() < 4096) marks_.push_back({asked, batch.begun});
    while (!marks_.empty() && marks_.front().begun <= batch.settled) {
        caught_up_at_ = marks_.front().asked;
        marks_.pop_front();
    }
}

} // namespace ocp::live
