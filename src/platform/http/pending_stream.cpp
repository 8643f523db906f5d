#include "platform/http/pending_stream.h"

#include <utility>

namespace ocp::http {

PendingStream::PendingStream(std::function<void()> wake)
    : wake_{std::move(wake)}
{
}

bool PendingStream::send(std::shared_ptr<std::string const> bytes)
{
    std::lock_guard const lock{mutex_};
    if (state_ != State::Open) return false;
    auto const was_idle = queue_.empty();
    waiting_ += bytes->size();
    if (waiting_ > most_waiting) state_ = State::Lost;
    if (state_ == State::Open) queue_.push_back(std::move(bytes));
    // Under the lock: after detach() nobody may wake a connection that is no more.
    if (wake_ && (was_idle || state_ == State::Lost)) wake_();
    return state_ == State::Open;
}

void PendingStream::close()
{
    std::lock_guard const lock{mutex_};
    if (state_ != State::Open) return;
    state_ = State::Closing;
    if (wake_) wake_();
}

bool PendingStream::open() const
{
    return state() == State::Open;
}

PendingStream::State PendingStream::state() const
{
    std::lock_guard const lock{mutex_};
    return state_;
}

std::vector<std::shared_ptr<std::string const>> PendingStream::take()
{
    std::lock_guard const lock{mutex_};
    being_written_ = waiting_;
    return std::exchange(queue_, {});
}

void PendingStream::written()
{
    std::lock_guard const lock{mutex_};
    waiting_ -= being_written_;
    being_written_ = 0;
}

void PendingStream::lose()
{
    std::lock_guard const lock{mutex_};
    if (state_ == State::Lost) return;
    state_ = State::Lost;
    queue_.clear();
    if (wake_) wake_();
}

void PendingStream::detach()
{
    std::lock_guard const lock{mutex_};
    state_ = State::Lost;
    wake_ = nullptr;
    queue_.clear();
}

} // namespace ocp::http
