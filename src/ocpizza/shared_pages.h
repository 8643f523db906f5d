#pragma once

#include "base/clock.h"
#include "platform/http/response.h"

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
/// Never older than the last commit and a second: each page is of a topic (a shop's menu), `changed` makes
/// all pages of a topic old, and nothing is given while the reader of events is behind (`fresh` says so).
class SharedPages {
public:
    /// Which state of the topic a page is being made from: take it before reading the database.
    std::uint64_t state_of(std::string const& topic) const;

    /// Keeps the page unless its topic changed since `state`. Until `expires` (opening hours move on by
    /// themselves).
    void keep(std::string const& path, std::string const& topic, std::uint64_t state, std::string page,
        std::vector<std::pair<std::string, std::string>> headers, Instant expires);

    /// The kept page, compressed when `gzip`; nothing when there is none, or it is old.
    std::optional<http::Response> find(std::string_view path, bool gzip, Instant now) const;

    void changed(std::string const& topic);
    void changed_all();

private:
    struct Kept {
        std::string topic;
        std::uint64_t state;
        Instant expires;
        http::Response plain, compressed;
    };
    mutable std::mutex mutex_;
    std::map<std::string, std::uint64_t, std::less<>> states_;
    std::uint64_t all_ = 0;
    std::map<std::string, Kept, std::less<>> pages_;
};

} // namespace ocp
