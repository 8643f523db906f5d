#pragma once

#include <string>

namespace ocp::http {

/// A socket that listens at an IPv4 or IPv6 address; port 0: any free one. Throws std::system_error that
/// names the place. Closed on exec unless somebody hands it on.
int open_listening_socket(std::string const& address, unsigned short port);

} // namespace ocp::http
