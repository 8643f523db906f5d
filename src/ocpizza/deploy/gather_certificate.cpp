#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/words.h"
#include "ocpizza/system_clock.h"
#include "platform/outgoing/certificate.h"

#include <charconv>
#include <stdexcept>

namespace ocp::deploy {

namespace {

/// The port of PUBLIC_URL, which was checked.
unsigned short port_of(std::string_view url)
{
    auto const rest = url.substr(url.find("://") + 3);
    unsigned short port = 443;
    auto const colon = rest.rfind(':');
    if (colon != rest.npos && rest.find(']', colon) == rest.npos)
        std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), port);
    return port;
}

/// nginx of this machine; where the proxy is elsewhere, this machine's port, then the public address.
Instant end_that_visitors_see(std::string const& url, std::optional<ProxyFacts> const& proxy)
{
    outgoing::Door door{.host = host_of(url), .port = port_of(url), .address = "127.0.0.1"};
    if (proxy && proxy->https_port != 0) {
        door.port = proxy->https_port;
        return outgoing::certificate_end(door);
    }
    try {
        return outgoing::certificate_end(door);
    } catch (std::runtime_error const&) {
        door.address.clear();
        return outgoing::certificate_end(door);
    }
}

} // namespace

std::optional<std::chrono::seconds> certificate_left(
    Settings const& settings, std::optional<ProxyFacts> const& proxy)
{
    if (!settings.public_url.starts_with("https:")) return std::nullopt;
    auto const left = end_that_visitors_see(settings.public_url, proxy) - SystemClock{}.now();
    return std::chrono::duration_cast<std::chrono::seconds>(left);
}

} // namespace ocp::deploy
