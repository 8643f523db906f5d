#include "platform/db/turnstile.h"

namespace ocp::db {

bool Turnstile::enter(std::chrono::milliseconds patience)
{
    std::unique_lock lock{mutex_};
    if (free_ > 0) {
        --free_;
        return true;
    }
    ++waits_.waited;
    Waiting me;
    auto const place = queue_.insert(queue_.end(), &me);
    auto const until = std::chrono::system_clock::now() + patience;
    if (me.called.wait_until(lock, until, [&] { return me.let_in; })) return true;
    queue_.erase(place);
    ++waits_.gave_up;
    return false;
}

void Turnstile::leave()
{
    std::lock_guard const lock{mutex_};
    if (queue_.empty()) {
        ++free_;
        return;
    }
    // The place is handed over, never offered: whoever came first gets it.
    auto* const next = queue_.front();
    queue_.pop_front();
    next->let_in = true;
    next->called.notify_one();
}

Turnstile::Waits Turnstile::waits() const
{
    std::lock_guard const lock{mutex_};
    return waits_;
}

std::size_t Turnstile::free() const
{
    std::lock_guard const lock{mutex_};
    return free_;
}

} // namespace ocp::db
