#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::test {

/// A client that sends exactly the bytes it is told to, right or wrong.
class RawClient {
public:
    struct Answer {
        unsigned status = 0; ///< 0: the connection ended without an answer
        std::string head, body;
        /// Lower-case name; "" when absent.
        std::string header(std::string_view name) const;
    };
    using Time = std::chrono::milliseconds;

    /// A receive buffer smaller than the kernel's own makes a slow reader.
    explicit RawClient(unsigned short port, int receive_buffer = 0);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    /// False when the server has closed. Waits as long as the server does not read.
    bool send(std::string_view bytes);
    /// Sends what the kernel takes without waiting; how many bytes that was, 0 when the server has closed.
    std::size_t send_some(std::string_view bytes);
    Answer read_answer(Time patience = Time{5000}, bool to_HEAD = false);
    /// What comes until the server closes, or `count` bytes at least.
    std::string read(std::size_t count, Time patience = Time{5000});
    /// True when the server closes within `patience` and sends nothing more.
    bool is_closed(Time patience = Time{5000});
    void end_sending() const;
    int descriptor() const { return socket_; }

    Answer get(std::string_view path);

private:
    bool receive(Time patience);
    int socket_;
    std::string received_;
};

/// `GET path` with a Host and the given further lines.
std::string a_get(std::string_view path, std::string_view fields = "");
/// `POST path` with a body of known length.
std::string a_post(std::string_view path, std::string_view body, std::string_view fields = "");

} // namespace ocp::test
