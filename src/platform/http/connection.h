#pragma once

#include "platform/http/head_scan.h"
#include "platform/http/io.h"
#include "platform/http/pending_stream.h"
#include "platform/http/server_state.h"

#include <array>
#include <boost/beast/core/flat_buffer.hpp>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::http {

/// One client's connection: reads its requests, one at a time and in order, and answers them.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(ServerState& server, Socket socket, std::string peer);
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    Awaitable<void> serve();
    /// 503, then the end: there are too many connections.
    Awaitable<void> turn_away();

    void give_up_if_overdue(Steady::time_point now);
    void end_if_idle();
    void end_stream();
    void abort();

private:
    enum class Waiting { Nothing, Idle, Head, Body, Write, Goodbye };
    using Pieces = std::array<asio::const_buffer, 2>;

    // These two answer the status to refuse with, or one of the constants of connection.cpp.
    Awaitable<unsigned> read_head();
    Awaitable<unsigned> read_body(ScannedHead const& head, std::string& body);
    Awaitable<After> exchange();

    std::optional<Response> answer_at_once(Request const& request);
    Response run(Request& request);
    Awaitable<Response> work(Request& request);
    Awaitable<After> refuse(unsigned status, Request const& request, Request const* known);
    Awaitable<After> send(Request const& request, Response response, After after);
    Awaitable<bool> write(Pieces pieces);
    Awaitable<std::size_t> stream(Response const& response);
    void watch_for_the_end(std::shared_ptr<PendingStream> const& stream);
    void forget_stream();
    Awaitable<void> say_goodbye();

    std::string_view buffered() const;
    void wait_for(Waiting what, Steady::duration most);
    void wait_no_more();
    /// Sleeps until `wake` was called on the I/O thread; not at all when it was already.
    Awaitable<void> sleep();
    void wake();

    ServerState& server_;
    Socket socket_;
    std::string const peer_;
    std::list<Connection*>::iterator place_;
    boost::beast::flat_buffer buffer_;
    HeadFinder finder_;
    Timer alarm_;
    std::shared_ptr<PendingStream> stream_;
    std::string head_;
    std::array<char, 256> ignored_{};
    Steady::time_point began_;
    Steady::time_point until_ = Steady::time_point::max();
    Waiting waiting_ = Waiting::Nothing;
    bool awake_ = false;
    bool overdue_ = false;
    bool version_1_0_ = false;
    bool has_asked_ = false;
};

} // namespace ocp::http
