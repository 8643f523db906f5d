#pragma once

#include "base/clock.h"
#include "platform/http/response.h"
#include "platform/live/changes.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace ocp {

/// Pages that are the same for every visitor without a cookie, kept as bytes and answered on the I/O thread.
///
/// Never older than the last commit and a second: each page names the stream whose events make it old.
class SharedPages {
public:
    explicit SharedPages(live::Changes const& changes)
        : changes_{changes}
    {
    }

    /// Keeps the page, made from what the database held after `mark`, until `stream` has an event or until
    /// `expires` (opening hours move on by themselves). Answers its bytes compressed, for who asked first.
    std::shared_ptr<std::string const> keep(std::string const& path, std::string stream,
        live::Changes::Mark mark, std::string page, std::vector<std::pair<std::string, std::string>> headers,
        Instant expires);

    /// The kept page, compressed when `gzip`; nothing when there is none, or it is old.
    std::optional<http::Response> find(std::string_view path, bool gzip, Instant now) const;

    /// How often `find` had the page, and how often it had grown old.
    struct Finds {
        std::uint64_t fresh = 0, old = 0;
    };
    Finds finds() const;

private:
    struct Kept {
        std::string stream;
        live::Changes::Mark mark;
        Instant expires;
        http::Response plain, compressed;
    };
    live::Changes const& changes_;
    mutable std::mutex mutex_;
    std::map<std::string, Kept, std::less<>> pages_;
    mutable Finds finds_;
};

} // namespace ocp
