#include "ocpizza/deploy/self_request.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

namespace ocp::deploy {

namespace {

sockaddr_in loopback(unsigned short port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

[[noreturn]] void give_up(char const* what)
{
    throw std::system_error{errno, std::system_category(), what};
}

class Connection {
public:
    explicit Connection(unsigned short port)
        : socket_{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
    {
        timeval const patience{5, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        auto const address = loopback(port);
        if (connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
            give_up("to ask ourselves");
    }
    ~Connection() { close(socket_); }
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    void send(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) give_up("to ask ourselves");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    /// What comes until the other side closes; a stream, which does not end, is left behind its head.
    std::string receive() const
    {
        std::string all;
        char piece[16 * 1024];
        for (;;) {
            auto const count = recv(socket_, piece, sizeof piece, 0);
            if (count <= 0) return all;
            all.append(piece, static_cast<std::size_t>(count));
            auto const end = all.find("\r\n\r\n");
            if (end != all.npos && all.substr(0, end).find("text/event-stream") != all.npos) return all;
        }
    }

private:
    int socket_;
};

Answer parsed(std::string const& bytes)
{
    Answer answer;
    auto const end = bytes.find("\r\n\r\n");
    if (end == bytes.npos || bytes.size() < 12) throw std::runtime_error{"our own server did not answer"};
    std::from_chars(bytes.data() + 9, bytes.data() + 12, answer.status);
    for (auto line : text::split(std::string_view{bytes}.substr(0, end), '\n')) {
        auto const colon = line.find(':');
        if (colon == line.npos) continue;
        answer.headers.emplace_back(
            text::lower_ascii(line.substr(0, colon)), std::string{text::trimmed(line.substr(colon + 1))});
    }
    answer.body = bytes.substr(end + 4);
    return answer;
}

} // namespace

Answer ask(unsigned short port, Question const& question)
{
    std::string head{question.method};
    head += " " + question.target + " HTTP/1.1\r\nHost: " + question.host + "\r\nConnection: close\r\n";
    if (question.fields.find("X-Forwarded-Proto:") == question.fields.npos)
        head += "X-Forwarded-Proto: https\r\n";
    if (question.method == "POST" && question.fields.find("Content-Length:") == question.fields.npos)
        head += "Content-Length: 0\r\n";
    Connection const connection{port};
    connection.send(head + question.fields + "\r\n");
    auto answer = parsed(connection.receive());
    answer.request = std::string{question.method} + " " + question.target;
    return answer;
}

std::string Answer::header(std::string_view lower_case_name) const
{
    for (auto const& [name, value] : headers)
        if (name == lower_case_name) return value;
    return {};
}

} // namespace ocp::deploy
