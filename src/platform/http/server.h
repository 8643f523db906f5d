#pragma once

#include "platform/http/request.h"
#include "platform/http/response.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ocp::http {

/// What the server serves.
class Application {
public:
    virtual ~Application() = default;
    /// On the I/O thread, must not block or touch the database: a response that is ready (a kept page, a
    /// static file), or nothing, and then `handle` runs on a worker.
    virtual std::optional<Response> answer_at_once(Request const& request) = 0;
    /// Workers with their own bounded queues: pages for nearly everything, staff for those who must be served
    /// however many visitors come, slow for argon2 and the like.
    enum class Lane { Pages, Staff, Slow };
    virtual Lane lane(Request const& request) = 0;
    /// On a worker; may block. An exception becomes `error(500)`, db trouble is the application's to map.
    virtual Response handle(Request& request) = 0;
    /// The page for an error the transport met (400 405 408 413 414 417 429 431 500 501 503 505); from any
    /// thread, must not throw or block. No request: its head could not be read.
    virtual Response error(unsigned status, Request const* request) = 0;
    /// Once a response is sent, for the log; on the I/O thread, must not throw or block. 499: the client did
    /// not take it. A stream is sent when it ends.
    virtual void sent(
        Request const& request, unsigned status, std::size_t bytes, std::chrono::microseconds took)
        = 0;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 8000; ///< 0: any free one, see Server::port
    int listening_socket = -1; ///< a socket already bound and listening, or -1
    std::size_t workers = 8;
    std::size_t staff_workers = 2;
    std::size_t slow_workers = 2;
    std::size_t queue_limit = 256;
    std::size_t staff_queue_limit = 64;
    std::size_t slow_queue_limit = 20;
    std::size_t connection_limit = 4000;
    std::size_t stream_limit = 2000;
    std::size_t body_limit = 64 * 1024;
    std::size_t requests_in_flight_per_address = 64;
    std::chrono::milliseconds head_timeout{5000};
    std::chrono::milliseconds body_timeout{10000};
    std::chrono::milliseconds idle_timeout{75000};
    std::chrono::milliseconds write_timeout{20000};
    std::chrono::milliseconds request_deadline{5000};
    std::chrono::milliseconds drain_accepting{500}; ///< after `stop`: still accepting, answers say close
    std::chrono::milliseconds drain_idle{1500}; ///< then: a request may be on its way on an idle connection
    std::chrono::milliseconds drain_limit{10000}; ///< then: for what is queued or being written
    std::vector<std::string> allowed_hosts; ///< exact, or ".suffix"; checked on every request
    std::vector<std::string> trusted_proxies{"127.0.0.1", "::1"};
};

struct ServerState;

/// HTTP/1.1 on Boost.Beast: one I/O thread owns every socket, blocking workers run the application.
class Server {
public:
    /// Binds and listens. Throws std::system_error when the port is taken.
    Server(ServerOptions options, Application& application);
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    unsigned short port() const;
    /// Serves until `stop`; then drains (reliability.md §2.3) and returns.
    void run();
    /// Whether somebody else goes on accepting at the listening socket, or nobody. A socket of our own
    /// closes.
    enum class Door { StaysOpen, Closes };
    /// Begins the drain; safe from any thread and from a signal handler's thread. Second call: at once.
    void stop(Door = Door::StaysOpen);
    bool draining() const;

    struct Queue {
        std::size_t queued = 0, limit = 0;
    };
    struct Figures {
        std::size_t connections, streams, queued, in_flight;
        Queue pages, staff, slow; ///< what waits in each lane
        std::size_t connection_limit, stream_limit;
    };
    /// Safe from any thread.
    Figures figures() const;

private:
    std::unique_ptr<ServerState> state_;
};

} // namespace ocp::http
