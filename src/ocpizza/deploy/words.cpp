#include "ocpizza/deploy/words.h"

#include "base/text.h"

#include <algorithm>

namespace ocp::deploy {

std::string listed(std::vector<std::string> const& words)
{
    static constexpr std::size_t most = 5;
    std::string list;
    for (std::size_t i = 0; i < words.size() && i < most; ++i)
        list += (i == 0 ? "" : "; ") + words[i];
    if (words.size() > most) list += "; and " + std::to_string(words.size() - most) + " more";
    return list;
}

std::string host_of(std::string_view url)
{
    auto const start = url.find("://");
    auto host = start == url.npos ? url : url.substr(start + 3);
    host = host.substr(0, host.find('/'));
    auto const port = host.rfind(':');
    if (port != host.npos && host.find(']', port) == host.npos) host = host.substr(0, port);
    return text::lower_ascii(host);
}

bool is_this_machine(std::string_view host)
{
    return host == "localhost" || host.ends_with(".localhost") || host == "::1" || host == "[::1]"
        || host.starts_with("127.");
}

} // namespace ocp::deploy
