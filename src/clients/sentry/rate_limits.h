#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace ocp::sentry {

/// What Sentry counts one by one.
enum class Category { Error, Transaction, Session };

/// When Sentry wants to hear again of which category. For one thread at a time.
class RateLimits {
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Silence is asked for until then; in the past when it is not.
    Moment until(Category) const;
    /// Reads an answer of any status: `X-Sentry-Rate-Limits` where there is one ("" for none); else, on 429,
    /// `Retry-After` (0 for none, which means a minute). The longest limit holds.
    void heed(unsigned status, std::string_view rate_limits, std::chrono::seconds retry_after, Moment now);

private:
    void limit(Category, Moment until);
    void limit_all(Moment until);
    std::array<Moment, 3> until_{};
};

} // namespace ocp::sentry
