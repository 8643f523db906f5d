#include "platform/log/writer.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace ocp::log {

namespace {

using namespace std::chrono_literals;

std::int64_t steady_ms()
{
    auto const now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

Writer::Writer(int descriptor, std::size_t most_waiting, std::function<std::string(std::size_t)> dropped_line)
    : descriptor_{descriptor}
    , most_waiting_{most_waiting}
    , dropped_line_{std::move(dropped_line)}
    , thread_{[this] { run(); }}
{
}

Writer::~Writer()
{
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
        give_up_at_ms_ = steady_ms() + 1000;
    }
    something_waits_.notify_one();
    ending_soon_.notify_one();
    thread_.join();
}

void Writer::append(std::string_view line)
{
    bool wake = false;
    {
        std::lock_guard const lock{mutex_};
        if (waiting_.size() + line.size() > most_waiting_) {
            ++dropped_;
            dropped_in_all_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        waiting_ += line;
        wake = std::exchange(asleep_, false);
    }
    if (wake) something_waits_.notify_one();
}

std::string Writer::next_batch()
{
    std::unique_lock lock{mutex_};
    asleep_ = waiting_.empty();
    something_waits_.wait(lock, [&] { return !waiting_.empty() || ending_; });
    asleep_ = false;
    std::string batch;
    batch.swap(waiting_);
    if (auto const count = std::exchange(dropped_, 0); count > 0) batch += dropped_line_(count);
    return batch;
}

void Writer::let_lines_gather()
{
    std::unique_lock lock{mutex_};
    for (int pause = 0; pause < 100 && !ending_; ++pause) {
        ending_soon_.wait_for(lock, 10ms, [&] { return ending_; });
        if (!waiting_.empty()) return;
    }
}

void Writer::run()
{
    while (true) {
        auto const batch = next_batch();
        if (batch.empty()) return;
        write_all(batch);
        let_lines_gather();
    }
}

bool Writer::time_is_up() const
{
    auto const at = give_up_at_ms_.load();
    return at != 0 && steady_ms() >= at;
}

void Writer::write_all(std::string_view batch) const
{
    // A pipe that poll calls ready takes this much without blocking.
    constexpr std::size_t piece = 4096;
    while (!batch.empty() && !time_is_up()) {
        pollfd ready{.fd = descriptor_, .events = POLLOUT, .revents = 0};
        if (poll(&ready, 1, 100) == 0) continue;
        auto const written = write(descriptor_, batch.data(), std::min(batch.size(), piece));
        if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (written < 0) return;
        batch.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace ocp::log
