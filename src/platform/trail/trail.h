#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What a thread did lately, noted while it happens, so that an error can be told with what led to it.
namespace ocp::trail {

/// Finer than an Instant: several queries fit into one millisecond.
using Moment = std::chrono::sys_time<std::chrono::microseconds>;
Moment now();

struct Step {
    enum class Kind { Query, Information, Warning, Error };
    Kind kind = Kind::Information;
    std::string what; ///< the SQL without values, or the line of the log
    Moment begun;
    std::chrono::microseconds took{0}; ///< of a query
    bool failed = false; ///< a query that threw
};

/// The last fifty steps of one piece of work.
class Trail {
public:
    static constexpr std::size_t most = 50;
    static constexpr std::size_t longest_step = 500;

    void clear();
    void note(Step::Kind kind, std::string_view what, Moment begun, std::chrono::microseconds took = {},
        bool failed = false);
    /// The oldest first.
    std::vector<Step> steps() const;

private:
    std::array<Step, most> ring_;
    std::size_t noted_ = 0;
};

/// From here to its end this thread's steps are noted; one at a time in a thread.
class Following {
public:
    Following();
    ~Following();
    Following(Following const&) = delete;
    Following& operator=(Following const&) = delete;
};

/// The trail of the work that this thread is at, or nullptr.
Trail* current();

} // namespace ocp::trail
