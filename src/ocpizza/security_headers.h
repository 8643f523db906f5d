#pragma once

#include "ocpizza/settings.h"
#include "platform/http/response.h"

namespace ocp {

/// Puts the set of reliability.md §4 on a response: CSP, HSTS over https, nosniff, frames, referrer,
/// isolation.
void add_security_headers(http::Response& response, Settings const& settings);

} // namespace ocp
