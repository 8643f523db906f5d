#include "ocpizza/cli/handed_socket.h"

#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace ocp::cli {

namespace {

constexpr int first_handed = 3;

} // namespace

int handed_socket()
{
    auto const* pid = std::getenv("LISTEN_PID");
    auto const* count = std::getenv("LISTEN_FDS");
    if (!pid || !count || std::string{pid} != std::to_string(getpid()) || std::string{count} != "1")
        return -1;
    return first_handed;
}

void hand_on(int listening_socket, int ready_pipe)
{
    // Out of each other's way first; a duplicate stays open over exec.
    auto const socket = ::fcntl(listening_socket, F_DUPFD_CLOEXEC, handed_pipe + 1);
    auto const pipe = ::fcntl(ready_pipe, F_DUPFD_CLOEXEC, handed_pipe + 1);
    ::dup2(socket, first_handed);
    ::dup2(pipe, handed_pipe);
    ::setenv("LISTEN_PID", std::to_string(getpid()).c_str(), 1);
    ::setenv("LISTEN_FDS", "1", 1);
}

} // namespace ocp::cli
