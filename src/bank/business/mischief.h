#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::bank {

/// Something that goes wrong with the next calls of the interface.
struct Prank {
    enum class What {
        FailBefore, ///< 500, nothing done
        FailAfter, ///< done, and 500
        TooMany, ///< 429 with Retry-After, nothing done
        SlowBefore, ///< done and answered after a while; in flight meanwhile
        SlowAfter, ///< done at once, answered after a while
        CutBefore, ///< the connection ends, nothing done
        CutAfter, ///< done, and the connection ends
        Say, ///< the answer is another one, nothing done
    };
    What what = What::FailBefore;
    std::int64_t times = 1; ///< so many calls
    std::string to = "*"; ///< which: "POST /v1/refunds", `*` stands for what is within slashes
    std::chrono::milliseconds wait{0};
    /// Whether a 500 is kept under the idempotency key, as Stripe does once it has begun; else what was done.
    bool is_kept = true;
    std::int64_t retry_after = 1;
    std::int64_t status = 200; ///< of Say
    std::string body{}; ///< of Say
};

/// Pranks that wait for their calls. Safe from any thread.
class Mischief {
public:
    void add(Prank);
    void clear();
    /// The oldest that is for this call; it counts as used.
    std::optional<Prank> take(std::string_view method, std::string_view path);
    /// Calls that still have one coming.
    std::int64_t left() const;

private:
    mutable std::mutex mutex_;
    std::list<Prank> pranks_;
};

/// "500_before", "cut_after"...; nothing for any other word.
std::optional<Prank::What> prank_called(std::string_view word);

} // namespace ocp::bank
