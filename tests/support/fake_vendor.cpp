#include "tests/support/fake_vendor.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <zlib.h>

namespace ocp::test {

namespace {

std::string lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
        [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string unpacked(std::string const& packed)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string plain;
    for (int outcome = Z_OK; outcome == Z_OK;) {
        std::array<char, 16384> piece;
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = piece.size();
        outcome = inflate(&stream, Z_NO_FLUSH);
        plain.append(piece.data(), piece.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return plain;
}

int bound_socket()
{
    auto const made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (made < 0 || ::bind(made, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::system_error{errno, std::system_category(), "bind"};
    return made;
}

unsigned short port_of(int socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

} // namespace

std::string FakeVendor::Request::header(std::string_view name) const
{
    auto const at = lower_case(head).find("\r\n" + std::string{name} + ": ");
    if (at == std::string::npos) return "";
    auto const start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
}

FakeVendor::FakeVendor()
    : listening_{bound_socket()}
    , port_{port_of(listening_)}
{
    if (::listen(listening_, 64) != 0 || ::pipe(wake_up_) != 0)
        throw std::system_error{errno, std::system_category(), "listen"};
    thread_ = std::thread{[this] { run(); }};
}

FakeVendor::~FakeVendor()
{
    [[maybe_unused]] auto const written = ::write(wake_up_[1], "x", 1);
    thread_.join();
    for (auto const& [socket, received] : open_)
        ::close(socket);
    for (int const one : {listening_, wake_up_[0], wake_up_[1]})
        ::close(one);
}

void FakeVendor::answer(Answer answer)
{
    std::lock_guard const lock{mutex_};
    answer_ = std::move(answer);
}

void FakeVendor::answer_first(std::vector<Answer> answers)
{
    std::lock_guard const lock{mutex_};
    first_.assign(answers.begin(), answers.end());
}

std::vector<FakeVendor::Request> FakeVendor::requests(std::size_t wanted)
{
    std::unique_lock lock{mutex_};
    came_.wait_for(lock, std::chrono::seconds{10}, [&] { return requests_.size() >= wanted; });
    return requests_;
}

void FakeVendor::run()
{
    for (;;) {
        std::vector<pollfd> waiting{{wake_up_[0], POLLIN, 0}, {listening_, POLLIN, 0}};
        for (auto const& [socket, received] : open_)
            waiting.push_back({socket, POLLIN, 0});
        ::poll(waiting.data(), waiting.size(), -1);
        if (waiting[0].revents) return;
        for (auto const& one : waiting) {
            if (!one.revents) continue;
            if (one.fd == listening_) {
                open_.emplace(::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC), "");
                ++connections_;
            } else if (!read_from(one.fd, open_[one.fd])) {
                ::close(one.fd);
                open_.erase(one.fd);
            }
        }
    }
}

bool FakeVendor::read_from(int socket, std::string& received)
{
    std::array<char, 65536> piece;
    auto const count = ::recv(socket, piece.data(), piece.size(), 0);
    if (count <= 0) return false;
    received.append(piece.data(), static_cast<std::size_t>(count));
    auto const end = received.find("\r\n\r\n");
    if (end == std::string::npos) return true;
    Request request;
    request.line = received.substr(0, received.find("\r\n"));
    request.head = received.substr(0, end + 2);
    auto const length = request.header("content-length");
    auto const size = length.empty() ? 0 : std::stoul(length);
    if (received.size() < end + 4 + size) return true;
    request.body = received.substr(end + 4, size);
    received.erase(0, end + 4 + size);
    if (request.header("content-encoding") == "gzip") request.body = unpacked(request.body);
    Answer answer;
    {
        std::lock_guard const lock{mutex_};
        requests_.push_back(std::move(request));
        answer = first_.empty() ? answer_ : first_.front();
        if (!first_.empty()) first_.pop_front();
    }
    came_.notify_all();
    return reply(socket, answer);
}

bool FakeVendor::reply(int socket, Answer const& answer) const
{
    std::this_thread::sleep_for(answer.after);
    auto bytes = "HTTP/1.1 " + std::to_string(answer.status) + " Answer\r\n" + answer.headers
        + "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
    switch (answer.manner) {
    case Manner::Whole:
        break;
    case Manner::Silent:
        return true;
    case Manner::Cut:
        bytes.resize(bytes.size() - (answer.body.size() + 1) / 2);
        break;
    case Manner::Gone:
        return false;
    case Manner::Garbage:
        bytes = "nothing of the kind\r\n\r\n";
        break;
    }
    for (std::string_view left = bytes; !left.empty();) {
        auto const sent = ::send(socket, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
    return answer.manner == Manner::Whole;
}

unsigned short closed_port()
{
    auto const socket = bound_socket();
    auto const port = port_of(socket);
    ::close(socket);
    return port;
}

} // namespace ocp::test
