#include "clients/sentry/rate_limits.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace ocp::sentry {

namespace {

using std::chrono::seconds;

constexpr seconds without_a_word{60};
/// Nobody is asked to be silent for longer; a number beyond is a mistake.
constexpr seconds longest{24 * 3600};

std::size_t place_of(Category category)
{
    return static_cast<std::size_t>(category);
}

std::optional<seconds> seconds_from(std::string_view text)
{
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !(number >= 0)) return std::nullopt;
    return number > static_cast<double>(longest.count())
        ? longest
        : std::chrono::ceil<seconds>(std::chrono::duration<double>{number});
}

std::optional<Category> category_from(std::string_view name)
{
    if (name == "error") return Category::Error;
    if (name == "transaction") return Category::Transaction;
    if (name == "session") return Category::Session;
    return std::nullopt;
}

} // namespace

RateLimits::Moment RateLimits::until(Category category) const
{
    return until_[place_of(category)];
}

void RateLimits::limit(Category category, Moment until)
{
    auto& kept = until_[place_of(category)];
    kept = std::max(kept, until);
}

void RateLimits::limit_all(Moment until)
{
    for (auto& kept : until_)
        kept = std::max(kept, until);
}

void RateLimits::heed(unsigned status, std::string_view rate_limits, seconds retry_after, Moment now)
{
    bool was_told = false;
    // "60:error;transaction:organization, 2700::project"
    for (auto const piece : text::split(rate_limits, ',')) {
        auto const parts = text::split(text::trimmed(piece), ':');
        auto const time = seconds_from(text::trimmed(parts[0]));
        if (!time) continue;
        was_told = true;
        if (parts.size() < 2 || text::trimmed(parts[1]).empty()) {
            limit_all(now + *time);
            continue;
        }
        for (auto const name : text::split(parts[1], ';'))
            if (auto const category = category_from(text::trimmed(name))) limit(*category, now + *time);
    }
    if (status == 429 && !was_told)
        limit_all(now + (retry_after > seconds{0} ? std::min(retry_after, longest) : without_a_word));
}

} // namespace ocp::sentry
