#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ocp::sentry {

/// Where a project's events go: `{scheme}://{key}@{host}[/prefix]/{project}`.
struct Dsn {
    std::string base_url; ///< scheme and host, perhaps a port
    std::string path; ///< "/prefix/api/42/envelope/"
    std::string key; ///< public: it may send and cannot read
    std::string text; ///< as an envelope repeats it, without an old secret key
};

/// Nothing when it is not such an address.
std::optional<Dsn> dsn_from(std::string_view text);

} // namespace ocp::sentry
