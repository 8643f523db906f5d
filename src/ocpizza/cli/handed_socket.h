#pragma once

namespace ocp::cli {

/// The listening socket that systemd or a parent handed over (LISTEN_FDS, descriptor 3), or -1.
int handed_socket();

} // namespace ocp::cli
