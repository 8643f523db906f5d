#pragma once

#include "base/clock.h"
#include "platform/live/changes.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ocp::live {

/// Things made from the database, each kept until a stream it depends on has an event, or for 10 s: clocks
/// move on without an event.
template <class Thing>
class Kept {
public:
    struct Made {
        Thing thing;
        std::string stream; ///< whose events make it old
    };

    Kept(Changes const& changes, Clock const& clock)
        : changes_{changes}
        , clock_{clock}
    {
    }

    /// The thing kept under `key`, or a new one from `make`, which answers an optional Made. Several who ask
    /// at once wait for one making; call it without a database session in hand. Null when `make` answers
    /// nothing.
    template <class Make>
    std::shared_ptr<Thing const> get(std::string const& key, Make&& make);

private:
    static constexpr std::size_t most = 500;
    static constexpr std::chrono::seconds longest{10};

    struct Entry {
        std::mutex making;
        Changes::Mark mark = 0;
        Instant made_at;
        std::string stream;
        std::shared_ptr<Thing const> thing;
    };
    std::shared_ptr<Entry> entry_of(std::string const& key);
    void forget(std::string const& key);

    Changes const& changes_;
    Clock const& clock_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Entry>> entries_;
};

template <class Thing>
template <class Make>
std::shared_ptr<Thing const> Kept<Thing>::get(std::string const& key, Make&& make)
{
    auto const entry = entry_of(key);
    std::lock_guard const lock{entry->making};
    auto const now = clock_.now();
    if (entry->thing && now - entry->made_at < longest && changes_.none_since(entry->mark, entry->stream))
        return entry->thing;
    auto const mark = changes_.mark();
    std::optional<Made> made = make();
    if (!made) {
        forget(key);
        return nullptr;
    }
    entry->mark = mark;
    entry->made_at = now;
    entry->stream = std::move(made->stream);
    entry->thing = std::make_shared<Thing const>(std::move(made->thing));
    return entry->thing;
}

template <class Thing>
std::shared_ptr<typename Kept<Thing>::Entry> Kept<Thing>::entry_of(std::string const& key)
{
    std::lock_guard const lock{mutex_};
    auto const found = entries_.find(key);
    if (found != entries_.end()) return found->second;
    if (entries_.size() >= most) entries_.clear();
    return entries_.emplace(key, std::make_shared<Entry>()).first->second;
}

template <class Thing>
void Kept<Thing>::forget(std::string const& key)
{
    std::lock_guard const lock{mutex_};
    entries_.erase(key);
}

} // namespace ocp::live
