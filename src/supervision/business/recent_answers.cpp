#include "supervision/business/recent_answers.h"

#include "supervision/business/watch_rules.h"

namespace ocp::supervision {

RecentAnswers::Count RecentAnswers::add(Count so_far, Instant now)
{
    readings_.push_back({now, so_far});
    while (now - readings_.front().at > lately)
        readings_.pop_front();
    auto const& before = readings_.front().so_far;
    return {so_far.requests - before.requests, so_far.errors - before.errors};
}

} // namespace ocp::supervision
