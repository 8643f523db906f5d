#include "platform/http/server.h"

#include "platform/http/connection.h"
#include "platform/http/ignore_newcomers.h"
#include "platform/http/listening_socket.h"
#include "platform/http/server_state.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace ocp::http {

namespace {

// Beyond the limit, so many more are told so; the rest find the door closed.
constexpr std::size_t turned_away_politely = 64;

// A handshake takes a round trip to the proxy or the client.
constexpr std::chrono::milliseconds handshakes_end{100};

Tcp family_of(int listening_socket)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (getsockname(listening_socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        throw std::system_error{errno, std::system_category(), "the listening socket"};
    return address.ss_family == AF_INET6 ? Tcp::v6() : Tcp::v4();
}

std::string text_of(asio::ip::address const& address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

bool lacks_descriptors(Failure failure)
{
    return failure == boost::system::errc::too_many_files_open
        || failure == boost::system::errc::too_many_files_open_in_system
        || failure == boost::system::errc::no_buffer_space
        || failure == boost::system::errc::not_enough_memory;
}

int open_spare()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

} // namespace

ServerState::ServerState(ServerOptions the_options, Application& the_application)
    : options{std::move(the_options)}
    , application{the_application}
    , spare_descriptor{open_spare()}
    , pages_lane{options.workers, options.queue_limit}
    , staff_lane{options.staff_workers, options.staff_queue_limit}
    , slow_lane{options.slow_workers, options.slow_queue_limit}
{
    listen();
    port = acceptor.local_endpoint().port();
}

ServerState::~ServerState()
{
    if (spare_descriptor >= 0) ::close(spare_descriptor);
}

WorkerLane& ServerState::lane(Application::Lane which)
{
    switch (which) {
    case Application::Lane::Staff:
        return staff_lane;
    case Application::Lane::Slow:
        return slow_lane;
    case Application::Lane::Pages:
        break;
    }
    return pages_lane;
}

void ServerState::listen()
{
    auto const socket = options.listening_socket >= 0 ? options.listening_socket
                                                      : open_listening_socket(options.address, options.port);
    Failure failure;
    acceptor.assign(family_of(socket), socket, failure);
    if (failure) throw std::system_error{failure, "the listening socket"};
}

Awaitable<void> ServerState::accept()
{
    while (acceptor.is_open()) {
        Socket socket{io};
        Tcp::endpoint peer;
        auto const [failure] = co_await acceptor.async_accept(socket, peer, awaited);
        if (!failure)
            welcome(std::move(socket), peer);
        else if (lacks_descriptors(failure))
            co_await wait_without_descriptors();
        else if (failure != asio::error::operation_aborted)
            co_await nap();
    }
}

void ServerState::welcome(Socket socket, Tcp::endpoint const& peer)
{
    if (connections.size() >= options.connection_limit + turned_away_politely) return;
    asio::co_spawn(io, attend(std::move(socket), text_of(peer.address())), asio::detached);
}

Awaitable<void> ServerState::attend(Socket socket, std::string peer)
{
    auto const is_one_too_many = connections.size() >= options.connection_limit;
    auto const connection = std::make_shared<Connection>(*this, std::move(socket), std::move(peer));
    if (is_one_too_many)
        co_await connection->turn_away();
    else
        co_await connection->serve();
}

Awaitable<void> ServerState::wait_without_descriptors()
{
    // accept() fails before it looks whether anybody is waiting: without a descriptor to spare this would
    // spin.
    constexpr std::string_view busy = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: "
                                      "2\r\nConnection: close\r\n\r\n";
    constexpr int most_at_once = 64;
    for (int turned_away = 0; spare_descriptor >= 0 && turned_away < most_at_once; ++turned_away) {
        ::close(spare_descriptor);
        auto const client
            = ::accept4(acceptor.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (client >= 0) {
            [[maybe_unused]] auto const sent = ::send(client, busy.data(), busy.size(), MSG_NOSIGNAL);
            ::close(client);
        }
        spare_descriptor = open_spare();
        if (client < 0) break;
    }
    if (spare_descriptor >= 0) {
        co_await acceptor.async_wait(Acceptor::wait_read, awaited);
        co_return;
    }
    co_await nap();
    spare_descriptor = open_spare();
}

Awaitable<void> ServerState::nap()
{
    Timer timer{io, std::chrono::milliseconds{20}};
    co_await timer.async_wait(awaited);
}

void ServerState::accept_what_is_pending()
{
    Failure failure;
    acceptor.non_blocking(true, failure);
    while (!failure) {
        Socket socket{io};
        Tcp::endpoint peer;
        acceptor.accept(socket, peer, failure);
        if (!failure) welcome(std::move(socket), peer);
    }
}

Awaitable<void> ServerState::sweep()
{
    using namespace std::chrono_literals;
    auto const shortest
        = std::min({options.head_timeout, options.body_timeout, options.idle_timeout, options.write_timeout});
    auto const rhythm = std::clamp<std::chrono::milliseconds>(shortest / 4, 5ms, 1000ms);
    while (!finished) {
        sweep_timer.expires_after(rhythm);
        co_await sweep_timer.async_wait(awaited);
        auto const now = Steady::now();
        for (auto* const connection : connections)
            connection->give_up_if_overdue(now);
    }
}

Awaitable<void> ServerState::pause(Steady::duration most)
{
    if (at_once) co_return;
    drain_timer.expires_after(most);
    co_await drain_timer.async_wait(awaited);
}

Awaitable<void> ServerState::until_alone(Steady::time_point end)
{
    while (!connections.empty() && Steady::now() < end && !at_once)
        co_await pause(std::chrono::milliseconds{10});
}

Awaitable<void> ServerState::drain()
{
    co_await pause(options.drain_accepting);
    if (is_last_at_the_door) {
        ignore_newcomers(acceptor.native_handle());
        co_await pause(handshakes_end);
    }
    accept_what_is_pending();
    Failure ignored;
    acceptor.close(ignored);
    co_await until_alone(Steady::now() + options.drain_idle);
    idle_may_end = true;
    for (auto* const connection : connections) {
        connection->end_if_idle();
        connection->end_stream();
    }
    co_await until_alone(Steady::now() + options.drain_limit);
    at_once = true;
    for (auto* const connection : connections)
        connection->abort();
    // What a worker has begun it finishes: its request lives in the connection.
    while (!connections.empty())
        co_await nap();
    finished = true;
    sweep_timer.cancel();
}

void ServerState::begin_or_hurry()
{
    if (!drain_begun) {
        drain_begun = true;
        asio::co_spawn(io, drain(), asio::detached);
        return;
    }
    at_once = true;
    drain_timer.cancel();
}

Server::Server(ServerOptions options, Application& application)
    : state_{std::make_unique<ServerState>(std::move(options), application)}
{
}

Server::~Server() = default;

unsigned short Server::port() const
{
    return state_->port;
}

void Server::run()
{
    asio::co_spawn(state_->io, state_->accept(), asio::detached);
    asio::co_spawn(state_->io, state_->sweep(), asio::detached);
    state_->io.run();
}

void Server::stop(Door door)
{
    if (door == Door::Closes) state_->is_last_at_the_door = true;
    state_->draining = true;
    asio::post(state_->io, [state = state_.get()] { state->begin_or_hurry(); });
}

bool Server::draining() const
{
    return state_->draining;
}

Server::Figures Server::figures() const
{
    auto const& options = state_->options;
    Queue const pages{state_->pages_lane.queued(), options.queue_limit};
    Queue const staff{state_->staff_lane.queued(), options.staff_queue_limit};
    Queue const slow{state_->slow_lane.queued(), options.slow_queue_limit};
    return {.connections = state_->connection_count,
        .streams = state_->streams,
        .queued = pages.queued + staff.queued + slow.queued,
        .in_flight = state_->in_flight,
        .pages = pages,
        .staff = staff,
        .slow = slow,
        .connection_limit = options.connection_limit,
        .stream_limit = options.stream_limit};
}

} // namespace ocp::http
