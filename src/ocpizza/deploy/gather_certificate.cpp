#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/words.h"
#include "ocpizza/system_clock.h"
#include "platform/outgoing/certificate.h"

#include <stdexcept>

namespace ocp::deploy {

namespace {

/// nginx of this machine; where the proxy is elsewhere, this machine's port, then the public address.
Instant end_that_visitors_see(std::string const& url, std::optional<ProxyFacts> const& proxy)
{
    auto door = outgoing::door_of(url);
    door.address = "127.0.0.1";
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
