#include "ocpizza/cli/handed_socket.h"

#include <cstdlib>
#include <string>
#include <unistd.h>

namespace ocp::cli {

int handed_socket()
{
    static constexpr int first_handed = 3;
    auto const* pid = std::getenv("LISTEN_PID");
    auto const* count = std::getenv("LISTEN_FDS");
    if (!pid || !count || std::string{pid} != std::to_string(getpid()) || std::string{count} != "1")
        return -1;
    return first_handed;
}

} // namespace ocp::cli
