#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace ocp::cli {

/// What a keeper is to keep serving.
struct Kept {
    int listening_socket;
    /// Ours: nobody accepts there any more once we have ended. Else systemd's, which starts us again.
    bool is_our_socket;
    /// The first server, in a fork of this program: a start costs no second loading of it.
    std::function<int(int ready_pipe)> serve;
    /// What each later server is started by: the program that then lies at that path, so also a newer one.
    /// The descriptor where it says that it is ready is added.
    std::vector<std::string> command;
    /// An old server drains for 14 s at most (platform/http); who is still there hangs in a call that nothing
    /// ends, and is killed.
    std::chrono::milliseconds gone_within{20'000};
};

/// The small parent of `serve` (reliability.md §2.3): holds the listening socket while servers come and go.
/// Call it before any thread starts. Ends when all servers have, with `done`, or with what the first one
/// answered when it did not come to serve.
///
/// HUP: a new server is started; once it is ready the old one drains. Does it not get ready, the old one
/// stays. TERM, INT: drain and end; a second time: at once. A server that crashes is started again at once,
/// after growing pauses when it crashes again and again.
int keep_serving(Kept const&);

/// Variable of the environment that tells a server how the one before it crashed: "signal 11".
inline constexpr auto crash_variable = "OCP_SERVER_CRASHED";

/// To a server: drain, and close the listening socket for good. TERM leaves it to the next server.
int last_server_signal();

} // namespace ocp::cli
