#pragma once

#include <string>
#include <string_view>

namespace ocp::bench {

struct Reply {
    unsigned status = 0;
    std::string head, body;

    /// The first header of that name (small letters), or "".
    std::string header(std::string_view name) const;
};

/// One keep-alive connection to a server on this machine. Every fault throws std::runtime_error.
class Connection {
public:
    /// `address` is "127.0.0.1:8000".
    explicit Connection(std::string address);
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    /// Sends a whole request and reads its answer, which must tell its Content-Length.
    Reply exchange(std::string const& request);

private:
    void open();
    void close();
    void write(std::string_view bytes) const;
    void read_more();

    std::string address_;
    std::string read_;
    int socket_ = -1;
};

} // namespace ocp::bench
