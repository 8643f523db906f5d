#include "platform/http/listening_socket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fcntl.h>
#include <system_error>

namespace ocp::http {

int open_listening_socket(std::string const& address, unsigned short port)
{
    namespace asio = boost::asio;
    using Tcp = asio::ip::tcp;
    boost::system::error_code failure;
    auto const demand = [&] {
        if (failure) throw std::system_error{failure, address + ":" + std::to_string(port)};
    };
    Tcp::endpoint const endpoint{asio::ip::make_address(address, failure), port};
    demand();
    asio::io_context io;
    Tcp::acceptor acceptor{io};
    acceptor.open(endpoint.protocol(), failure);
    demand();
    acceptor.set_option(Tcp::acceptor::reuse_address{true}, failure);
    demand();
    acceptor.bind(endpoint, failure);
    demand();
    acceptor.listen(Tcp::acceptor::max_listen_connections, failure);
    demand();
    auto const socket = acceptor.release(failure);
    demand();
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    return socket;
}

} // namespace ocp::http
