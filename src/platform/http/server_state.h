#pragma once

#include "platform/http/io.h"
#include "platform/http/request_id.h"
#include "platform/http/response_head.h"
#include "platform/http/server.h"
#include "platform/http/worker_lane.h"

#include <atomic>
#include <list>
#include <map>
#include <string>

namespace ocp::http {

class Connection;

/// All that lives in a server. But for the atomics and the lanes, only the I/O thread touches it.
struct ServerState {
    ServerState(ServerOptions the_options, Application& the_application);
    ~ServerState();
    ServerState(ServerState const&) = delete;
    ServerState& operator=(ServerState const&) = delete;

    Awaitable<void> accept();
    Awaitable<void> sweep();
    Awaitable<void> drain();
    void begin_or_hurry();
    WorkerLane& lane(Application::Lane which);

    ServerOptions const options;
    Application& application;
    unsigned short port = 0;
    KernelChance chance;
    HttpDate date;
    std::list<Connection*> connections;
    std::map<std::string, std::size_t, std::less<>> in_flight_of; ///< by client address
    std::atomic<std::size_t> connection_count{0}, streams{0}, in_flight{0};
    std::atomic<bool> draining{false};
    std::atomic<bool> at_once{false}; ///< the drain has lasted long enough
    bool idle_may_end = false;
    /// Nobody accepts after us: a newcomer must not come in any more when the drain has ended.
    std::atomic<bool> is_last_at_the_door{options.listening_socket < 0};
    bool drain_begun = false;
    bool finished = false;
    int spare_descriptor;

    asio::io_context io{1};
    Acceptor acceptor{io};
    Timer sweep_timer{io}, drain_timer{io};
    // Last, so that they end first: their work posts to `io`.
    WorkerLane pages_lane, staff_lane, slow_lane;

private:
    void listen();
    void welcome(Socket socket, Tcp::endpoint const& peer);
    Awaitable<void> attend(Socket socket, std::string peer);
    Awaitable<void> wait_without_descriptors();
    Awaitable<void> nap();
    void accept_what_is_pending();
    Awaitable<void> pause(Steady::duration most);
    Awaitable<void> until_alone(Steady::time_point end);
};

} // namespace ocp::http
