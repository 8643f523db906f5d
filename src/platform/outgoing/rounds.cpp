#include "platform/outgoing/rounds.h"

#include <utility>

namespace ocp::outgoing {

void Rounds::start(std::function<void()> round)
{
    thread_ = std::thread{[this, round = std::move(round)] { run(round); }};
}

void Rounds::wake()
{
    {
        std::lock_guard const lock{mutex_};
        woken_ = true;
    }
    work_.notify_all();
}

void Rounds::end()
{
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
    }
    work_.notify_all();
}

void Rounds::stop()
{
    end();
    if (thread_.joinable()) thread_.join();
}

bool Rounds::is_ending() const
{
    std::lock_guard const lock{mutex_};
    return ending_;
}

void Rounds::run(std::function<void()> const& round)
{
    while (!is_ending()) {
        round();
        std::unique_lock lock{mutex_};
        work_.wait_for(lock, rhythm_, [this] { return ending_ || woken_; });
        woken_ = false;
    }
}

} // namespace ocp::outgoing
