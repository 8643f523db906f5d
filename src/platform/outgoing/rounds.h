#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ocp::outgoing {

/// A thread that does its round again and again: each `rhythm`, and at once when it is woken.
class Rounds {
public:
    explicit Rounds(std::chrono::milliseconds rhythm)
        : rhythm_{rhythm}
    {
    }
    ~Rounds() { stop(); }
    Rounds(Rounds const&) = delete;
    Rounds& operator=(Rounds const&) = delete;

    /// `round` must not throw, and look at `is_ending` between its pieces of work.
    void start(std::function<void()> round);
    /// From any thread.
    void wake();
    /// No round begins any more; waits for none. What is being done may have to be told to hurry.
    void end();
    /// Ends and waits for the round that goes on.
    void stop();
    bool is_ending() const;

private:
    void run(std::function<void()> const& round);

    std::chrono::milliseconds const rhythm_;
    mutable std::mutex mutex_;
    std::condition_variable work_;
    bool woken_ = false, ending_ = false;
    std::thread thread_;
};

} // namespace ocp::outgoing
