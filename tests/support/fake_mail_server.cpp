#include "tests/support/fake_mail_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace ocp::test {

namespace {

/// What comes on a connection, line by line.
class Lines {
public:
    explicit Lines(int socket)
        : socket_{socket}
    {
    }
    /// Without its end; nothing when the other side is gone.
    std::optional<std::string> next()
    {
        for (;;) {
            if (auto const end = held_.find("\r\n"); end != std::string::npos) {
                auto line = held_.substr(0, end);
                held_.erase(0, end + 2);
                return line;
            }
            char bytes[4096];
            auto const got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got <= 0) return std::nullopt;
            held_.append(bytes, static_cast<std::size_t>(got));
        }
    }

private:
    int socket_;
    std::string held_;
};

void say(int socket, std::string const& words)
{
    auto const line = words + "\r\n";
    [[maybe_unused]] auto const sent = ::send(socket, line.data(), line.size(), MSG_NOSIGNAL);
}

} // namespace

std::string FakeMailServer::Mail::header(std::string_view name) const
{
    auto const head = "\r\n" + data.substr(0, data.find("\r\n\r\n") + 2);
    auto const wanted = "\r\n" + std::string{name} + ": ";
    auto const at = head.find(wanted);
    if (at == std::string::npos) return {};
    auto const begin = at + wanted.size();
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::string FakeMailServer::Mail::words() const
{
    std::string plain;
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (data[i] != '=' || i + 2 >= data.size()) {
            plain += data[i];
            continue;
        }
        auto const pair = data.substr(i + 1, 2);
        i += 2;
        if (pair == "\r\n") continue;
        if (pair.find_first_not_of("0123456789ABCDEF") != std::string::npos)
            plain += "=" + pair;
        else
            plain += static_cast<char>(std::stoi(pair, nullptr, 16));
    }
    return plain;
}

std::string FakeMailServer::Mail::link(std::string_view begin) const
{
    auto const all = words();
    auto const at = all.find(begin);
    if (at == std::string::npos) return {};
    return all.substr(at, all.find_first_of(" \r\n\"<", at) - at);
}

FakeMailServer::FakeMailServer()
{
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    auto* const name = reinterpret_cast<sockaddr*>(&where);
    if (::bind(listening_, name, size) != 0 || ::listen(listening_, 16) != 0
        || ::getsockname(listening_, name, &size) != 0)
        throw std::runtime_error{"no port for a mail server"};
    port_ = ntohs(where.sin_port);
    thread_ = std::thread{[this] { run(); }};
}

FakeMailServer::~FakeMailServer()
{
    ending_ = true;
    ::shutdown(listening_, SHUT_RDWR);
    thread_.join();
    {
        std::lock_guard const lock{mutex_};
        for (auto const socket : open_)
            ::shutdown(socket, SHUT_RDWR);
    }
    talks_.clear();
    ::close(listening_);
}

std::string FakeMailServer::url() const
{
    return "smtp://127.0.0.1:" + std::to_string(port_);
}

void FakeMailServer::take(Manner manner)
{
    std::lock_guard const lock{mutex_};
    manner_ = std::move(manner);
}

std::vector<FakeMailServer::Mail> FakeMailServer::mails() const
{
    std::lock_guard const lock{mutex_};
    return mails_;
}

void FakeMailServer::run()
{
    while (!ending_) {
        auto const socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        ++connections_;
        {
            std::lock_guard const lock{mutex_};
            open_.insert(socket);
        }
        talks_.emplace_back([this, socket] {
            serve(socket);
            std::lock_guard const lock{mutex_};
            open_.erase(socket);
            ::close(socket);
        });
    }
}

void FakeMailServer::serve(int socket)
{
    auto manner = [&] {
        std::lock_guard const lock{mutex_};
        return manner_;
    }();
    Lines lines{socket};
    Mail mail;
    if (manner.says_nothing) {
        while (lines.next()) { }
        return;
    }
    say(socket, "220 mail.test");
    while (auto const line = lines.next()) {
        if (line->starts_with("EHLO"))
            say(socket, "250 mail.test");
        else if (line->starts_with("MAIL")) {
            mail = {};
            {
                std::lock_guard const lock{mutex_};
                manner = manner_;
            }
            say(socket, manner.to_mail);
        } else if (line->starts_with("RCPT")) {
            mail.to = line->substr(line->find('<') + 1, line->find('>') - line->find('<') - 1);
            say(socket, manner.to_recipient);
        } else if (line->starts_with("DATA")) {
            say(socket, "354 go on");
            for (auto part = lines.next(); part && *part != "."; part = lines.next())
                mail.data += *part + "\r\n";
            if (manner.to_data.starts_with("250")) {
                std::lock_guard const lock{mutex_};
                mails_.push_back(mail);
            }
            if (manner.cuts_after_data) return;
            say(socket, manner.to_data);
        } else if (line->starts_with("QUIT")) {
            say(socket, "221 bye");
            return;
        } else {
            say(socket, "250 ok");
        }
    }
}

} // namespace ocp::test
