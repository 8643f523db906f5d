#pragma once

#include "platform/http/head_scan.h"
#include "platform/http/server.h"

namespace ocp::http {

/// Fills the request from its head: path and query decoded, Host checked, the client's true address.
/// 0, or the status to refuse it with.
unsigned make_request(
    ScannedHead& head, std::string_view peer, ServerOptions const& options, Request& request);

} // namespace ocp::http
