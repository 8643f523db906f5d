#include "platform/live/door.h"

#include <iterator>

namespace ocp::live {

void Door::enter(Arrival arrival)
{
    {
        std::lock_guard const lock{mutex_};
        if (!closed_) {
            arrival.client.sink->send(retry_on_the_wire(1500));
            arrivals_.push_back(std::move(arrival));
            changed_.notify_one();
            return;
        }
    }
    say_goodbye(*arrival.client.sink);
}

void Door::close()
{
    std::lock_guard const lock{mutex_};
    closed_ = true;
    changed_.notify_one();
}

void Door::wait(std::chrono::steady_clock::time_point until, std::vector<Arrival>& waiting)
{
    // The system's clock, because the sanitizers know only its wait; an hour set back costs one late turn.
    auto const patience = until - std::chrono::steady_clock::now();
    std::unique_lock lock{mutex_};
    changed_.wait_until(
        lock, std::chrono::system_clock::now() + patience, [&] { return closed_ || !arrivals_.empty(); });
    std::move(arrivals_.begin(), arrivals_.end(), std::back_inserter(waiting));
    arrivals_.clear();
}

void say_goodbye(http::StreamSink& sink)
{
    sink.send(retry_on_the_wire(200));
    sink.close();
}

} // namespace ocp::live
