#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ocp::http {

/// Some threads that do blocking work, behind a queue that never grows beyond its limit: a quick no instead
/// of a hang.
class WorkerLane {
public:
    WorkerLane(std::size_t workers, std::size_t queue_limit);
    /// Finishes what is queued.
    ~WorkerLane();
    WorkerLane(WorkerLane const&) = delete;
    WorkerLane& operator=(WorkerLane const&) = delete;

    /// False when the queue is full: the work is not taken. `work` must not throw.
    bool offer(std::function<void()> work);
    /// Work taken and not begun.
    std::size_t queued() const;

private:
    void serve();

    std::size_t const queue_limit_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> queue_;
    bool ending_ = false;
    std::vector<std::thread> workers_;
};

} // namespace ocp::http
