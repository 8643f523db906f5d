#pragma once

namespace ocp::cli {

/// The listening socket that systemd or a parent handed over (LISTEN_FDS, descriptor 3), or -1.
int handed_socket();

/// Where a program that is handed a socket finds the pipe on which it says that it is ready.
inline constexpr int handed_pipe = 4;

/// Between fork and exec: puts both where the program will look for them.
void hand_on(int listening_socket, int ready_pipe);

} // namespace ocp::cli
