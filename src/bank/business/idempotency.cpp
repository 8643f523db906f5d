#include "bank/business/idempotency.h"

namespace ocp::bank {

IdempotencyStore::Verdict IdempotencyStore::begin(std::string const& key, std::string_view asked, Instant now)
{
    std::lock_guard const lock{mutex_};
    forget_the_old(now);
    auto const [at, is_new] = entries_.try_emplace(key, Entry{std::string{asked}, false, {}});
    auto const& entry = at->second;
    if (is_new) {
        ages_.emplace_back(now, key);
        return Fresh{};
    }
    if (entry.asked != asked) return Mismatch{};
    if (!entry.is_answered) return InFlight{};
    return entry.answer;
}

void IdempotencyStore::finish(std::string const& key, Answer answer)
{
    std::lock_guard const lock{mutex_};
    auto const found = entries_.find(key);
    if (found == entries_.end()) return;
    found->second.answer = std::move(answer);
    found->second.is_answered = true;
}

void IdempotencyStore::forget(std::string const& key)
{
    std::lock_guard const lock{mutex_};
    entries_.erase(key);
}

void IdempotencyStore::forget_the_old(Instant now)
{
    constexpr std::chrono::hours kept{25};
    while (!ages_.empty() && now - ages_.front().first > kept) {
        entries_.erase(ages_.front().second);
        ages_.pop_front();
    }
}

} // namespace ocp::bank
