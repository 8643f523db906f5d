#pragma once

#include "base/clock.h"

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

namespace ocp::bank {

/// What was answered under which idempotency key, for a day and a little (integrations.md §2). Safe from any
/// thread.
class IdempotencyStore {
public:
    struct Answer {
        unsigned status = 200;
        std::string body;
    };
    struct Fresh { }; ///< go on, then `finish` or `forget`
    struct Mismatch { }; ///< the key was used for something else
    struct InFlight { }; ///< the first call with this key is not answered yet
    using Verdict = std::variant<Fresh, Answer, Mismatch, InFlight>;

    /// `asked`: method, path and parameters. A key that is fresh is in flight from now on.
    Verdict begin(std::string const& key, std::string_view asked, Instant now);
    /// The first answer, good or bad, is the answer for good.
    void finish(std::string const& key, Answer);
    /// As if the key had never been used.
    void forget(std::string const& key);

private:
    struct Entry {
        std::string asked;
        bool is_answered = false;
        Answer answer;
    };
    void forget_the_old(Instant now);

    std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    std::deque<std::pair<Instant, std::string>> ages_;
};

} // namespace ocp::bank
