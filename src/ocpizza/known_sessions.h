#pragma once

#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_set>

namespace ocp {

/// Session cookies of which this process has seen that staff is behind them. A cookie alone proves nothing:
/// anybody can send one, and fill with it the lane that is kept free for kitchens. Safe from any thread.
class KnownSessions {
public:
    bool has(std::string const& cookie) const
    {
        std::shared_lock const lock{mutex_};
        return !cookie.empty() && cookies_.contains(cookie);
    }
    void add(std::string const& cookie)
    {
        if (cookie.empty() || has(cookie)) return;
        std::unique_lock const lock{mutex_};
        // More than any group has screens: forget all, each is known again with its next page.
        if (cookies_.size() >= most) cookies_.clear();
        cookies_.insert(cookie);
    }

private:
    static constexpr std::size_t most = 4096;
    mutable std::shared_mutex mutex_;
    std::unordered_set<std::string> cookies_;
};

} // namespace ocp
