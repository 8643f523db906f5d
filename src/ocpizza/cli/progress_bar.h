#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace ocp::cli {

enum class Progress { Shown, Quiet };

/// A bar on standard error while something long goes on; nothing when that is no terminal.
class ProgressBar {
public:
    /// `expected` may be a guess: the bar waits a little before its end when there is more.
    ProgressBar(std::string deed, std::uint64_t expected, Progress);
    ~ProgressBar();
    ProgressBar(ProgressBar const&) = delete;
    ProgressBar& operator=(ProgressBar const&) = delete;

    void at(std::uint64_t bytes);

private:
    std::string deed_;
    std::uint64_t expected_;
    bool shown_;
    std::chrono::steady_clock::time_point drawn_{};
};

} // namespace ocp::cli
