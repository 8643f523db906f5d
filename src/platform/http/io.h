#pragma once

// One thread runs every handler, and what others post to it passes a mutex: Asio's fences around handlers
// would add nothing, and ThreadSanitizer cannot see through them.
#define BOOST_ASIO_DISABLE_FENCED_BLOCK

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

// For server.cpp and connection.* alone: nothing above the transport knows Asio.
namespace ocp::http {

namespace asio = boost::asio;

// The executor is named, not type-erased (any_io_executor): every step of every request goes through it.
using Executor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Steady = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;
using Failure = boost::system::error_code;

/// `auto [failure, count] = co_await socket.async_read_some(space, awaited);`
inline constexpr auto awaited = asio::as_tuple(asio::use_awaitable_t<Executor>{});

} // namespace ocp::http
