#include "platform/outgoing/breaker.h"

#include <algorithm>

namespace ocp::outgoing {

namespace {

using namespace std::chrono_literals;

constexpr auto looked_at = 10s;
constexpr auto between_trials = 5s;
constexpr std::size_t enough_calls = 20;

} // namespace

bool Breaker::allows(Time now)
{
    std::lock_guard const lock{mutex_};
    if (!open_) return true;
    if (now < next_trial_) return false;
    next_trial_ = now + between_trials;
    return true;
}

void Breaker::report(Outcome outcome, Time now)
{
    std::lock_guard const lock{mutex_};
    if (open_) {
        if (outcome == Outcome::Failed) return;
        open_ = false;
        recent_.clear();
        return;
    }
    forget_before(now - looked_at);
    recent_.push_back({now, outcome});
    if (!too_many_failed()) return;
    open_ = true;
    next_trial_ = now + between_trials;
}

bool Breaker::is_open() const
{
    std::lock_guard const lock{mutex_};
    return open_;
}

bool Breaker::too_many_failed() const
{
    auto const failed = std::count_if(
        recent_.begin(), recent_.end(), [](Call const& call) { return call.outcome == Outcome::Failed; });
    return recent_.size() >= enough_calls && static_cast<std::size_t>(failed) * 2 >= recent_.size();
}

void Breaker::forget_before(Time time)
{
    while (!recent_.empty() && recent_.front().at < time)
        recent_.pop_front();
}

} // namespace ocp::outgoing
