#include "clients/sentry/dsn.h"

#include <algorithm>

namespace ocp::sentry {

std::optional<Dsn> dsn_from(std::string_view text)
{
    auto const is_visible = [](char c) { return c > ' ' && c <= '~'; };
    if (!std::all_of(text.begin(), text.end(), is_visible)) return std::nullopt;
    auto const colon = text.find("://");
    if (colon == text.npos) return std::nullopt;
    auto const scheme = text.substr(0, colon);
    if (scheme != "https" && scheme != "http") return std::nullopt;
    auto const rest = text.substr(colon + 3);
    if (rest.find_first_of("?#") != rest.npos) return std::nullopt;

    auto const at = rest.find('@'), project_slash = rest.rfind('/'), first_slash = rest.find('/', at + 1);
    if (at == rest.npos || project_slash == rest.npos || project_slash < at) return std::nullopt;
    // Old addresses have a secret behind the key, which nobody asks for any more.
    auto const key = rest.substr(0, std::min(at, rest.find(':')));
    auto const host = rest.substr(at + 1, first_slash - at - 1);
    auto const prefix = rest.substr(first_slash, project_slash - first_slash);
    auto const project = rest.substr(project_slash + 1);
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (key.empty() || host.empty() || host.find('@') != host.npos || project.empty()
        || !std::all_of(project.begin(), project.end(), is_digit))
        return std::nullopt;

    Dsn dsn;
    dsn.base_url.append(scheme).append("://").append(host);
    dsn.path.append(prefix).append("/api/").append(project).append("/envelope/");
    dsn.key = key;
    dsn.text.append(scheme).append("://").append(key).append("@").append(rest.substr(at + 1));
    return dsn;
}

} // namespace ocp::sentry
