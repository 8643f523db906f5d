#include "tests/support/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <cerrno>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace ocp::test {

namespace {

std::string lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

std::string RawClient::Answer::header(std::string_view name) const
{
    auto const lines = lower_case(head);
    auto const at = lines.find("\r\n" + std::string{name} + ": ");
    if (at == std::string::npos) return "";
    auto const start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
}

RawClient::RawClient(unsigned short port, int receive_buffer)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    if (receive_buffer > 0)
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket_ < 0 || ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::system_error{errno, std::system_category(), "connect"};
    int const at_once = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)}
    , received_{std::move(other.received_)}
{
}

RawClient::~RawClient()
{
    if (socket_ >= 0) ::close(socket_);
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::size_t RawClient::send_some(std::string_view bytes)
{
    auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

bool RawClient::receive(Time patience)
{
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    std::array<char, 65536> piece;
    auto const count = ::recv(socket_, piece.data(), piece.size(), 0);
    if (count <= 0) return false;
    received_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

RawClient::Answer RawClient::read_answer(Time patience, bool to_HEAD)
{
    std::size_t end;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos)
        if (!receive(patience)) return {};
    Answer answer;
    answer.head = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    answer.status = static_cast<unsigned>(std::stoul(answer.head.substr(9, 3)));
    auto const length = answer.header("content-length");
    auto const expected = length.empty() || to_HEAD ? 0 : std::stoul(length);
    while (received_.size() < expected)
        if (!receive(patience)) break;
    answer.body = received_.substr(0, expected);
    received_.erase(0, answer.body.size());
    return answer;
}

std::string RawClient::read(std::size_t count, Time patience)
{
    while (received_.size() < count && receive(patience)) { }
    return std::exchange(received_, {});
}

bool RawClient::is_closed(Time patience)
{
    if (!received_.empty()) return false;
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return false;
    char byte;
    return ::recv(socket_, &byte, 1, 0) <= 0;
}

void RawClient::end_sending() const
{
    ::shutdown(socket_, SHUT_WR);
}

RawClient::Answer RawClient::get(std::string_view path)
{
    if (!send(a_get(path))) return {};
    return read_answer();
}

std::string a_get(std::string_view path, std::string_view fields)
{
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{fields} + "\r\n";
}

std::string a_post(std::string_view path, std::string_view body, std::string_view fields)
{
    return "POST " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{fields}
    + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

} // namespace ocp::test
