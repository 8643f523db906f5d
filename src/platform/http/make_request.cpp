#include "platform/http/make_request.h"

#include "platform/http/allowed_hosts.h"
#include "platform/http/client_address.h"
#include "platform/http/forms.h"

#include <algorithm>

namespace ocp::http {

unsigned make_request(
    ScannedHead& head, std::string_view peer, ServerOptions const& options, Request& request)
{
    request.method = head.method;
    request.target = head.target;
    request.headers = std::move(head.headers);
    request.host = std::move(head.host);
    auto origin = origin_of(request, peer, options.trusted_proxies);
    request.peer = std::move(origin.address);
    request.secure = origin.secure;
    request.in_clear = origin.in_clear;
    if (!is_allowed_host(request.host, options.allowed_hosts)) return 400;

    auto const end = std::min(head.target.find('?'), head.target.size());
    auto path = decode_path(head.target.substr(0, end));
    if (!path) return 400;
    request.path = *std::move(path);
    if (end == head.target.size()) return 0;
    auto query = parse_urlencoded(head.target.substr(end + 1));
    if (!query) return 400;
    request.query = *std::move(query);
    return 0;
}

} // namespace ocp::http
