#include "platform/http/worker_lane.h"

namespace ocp::http {

WorkerLane::WorkerLane(std::size_t workers, std::size_t queue_limit)
    : queue_limit_{queue_limit}
{
    for (std::size_t i = 0; i < workers; ++i)
        workers_.emplace_back([this] { serve(); });
}

WorkerLane::~WorkerLane()
{
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
    }
    arrived_.notify_all();
    for (auto& worker : workers_)
        worker.join();
}

bool WorkerLane::offer(std::function<void()> work)
{
    {
        std::lock_guard const lock{mutex_};
        if (ending_ || queue_.size() >= queue_limit_) return false;
        queue_.push_back(std::move(work));
    }
    arrived_.notify_one();
    return true;
}

std::size_t WorkerLane::queued() const
{
    std::lock_guard const lock{mutex_};
    return queue_.size();
}

void WorkerLane::serve()
{
    for (;;) {
        std::unique_lock lock{mutex_};
        arrived_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto const work = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        work();
    }
}

} // namespace ocp::http
