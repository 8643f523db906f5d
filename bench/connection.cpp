#include "connection.h"

#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace ocp::bench {

namespace {

bool same_but_for_case(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::tolower(static_cast<unsigned char>(a[i])) != std::tolower(static_cast<unsigned char>(b[i])))
            return false;
    return true;
}

} // namespace

std::string Reply::header(std::string_view name) const
{
    for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at)) {
        at += 2;
        auto const colon = head.find(':', at);
        if (colon == std::string::npos) break;
        if (!same_but_for_case(std::string_view{head}.substr(at, colon - at), name)) continue;
        auto const begin = head.find_first_not_of(' ', colon + 1);
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
    return {};
}

Connection::Connection(std::string address)
    : address_{std::move(address)}
{
}

Connection::~Connection()
{
    close();
}

void Connection::open()
{
    auto const colon = address_.rfind(':');
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoul(address_.substr(colon + 1))));
    if (inet_pton(AF_INET, address_.substr(0, colon).c_str(), &to.sin_addr) != 1)
        throw std::runtime_error{"not an address: " + address_};
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    timeval const patience{30, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(socket_, reinterpret_cast<sockaddr const*>(&to), sizeof to) != 0) {
        close();
        throw std::runtime_error{"no connection to " + address_};
    }
    read_.clear();
}

void Connection::close()
{
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

void Connection::write(std::string_view bytes) const
{
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw std::runtime_error{"the server closed the connection"};
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Connection::read_more()
{
    std::array<char, 64 * 1024> piece;
    auto const got = ::recv(socket_, piece.data(), piece.size(), 0);
    if (got <= 0) throw std::runtime_error{"the answer ended early"};
    read_.append(piece.data(), static_cast<std::size_t>(got));
}

Reply Connection::exchange(std::string const& request)
{
    if (socket_ < 0) open();
    try {
        write(request);
        std::size_t end = 0;
        while ((end = read_.find("\r\n\r\n")) == std::string::npos)
            read_more();
        Reply reply;
        reply.head = read_.substr(0, end + 2);
        reply.status = static_cast<unsigned>(std::stoul(reply.head.substr(9, 3)));
        auto const length = reply.header("content-length");
        auto const size = length.empty() ? 0 : std::stoul(length);
        while (read_.size() < end + 4 + size)
            read_more();
        reply.body = read_.substr(end + 4, size);
        read_.erase(0, end + 4 + size);
        if (same_but_for_case(reply.header("connection"), "close")) close();
        return reply;
    } catch (...) {
        close();
        throw;
    }
}

} // namespace ocp::bench
