#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace ocp::test {

/// A server on loopback in the place of another company's: writes down what it is asked and answers as it is
/// told.
class FakeVendor {
public:
    struct Request {
        std::string line; ///< "POST /api/1/envelope/ HTTP/1.1"
        std::string head;
        std::string body; ///< unpacked
        /// Lower-case name; "" when absent.
        std::string header(std::string_view name) const;
    };
    enum class Manner {
        Whole,
        Silent, ///< never answers
        Cut, ///< closes in the middle of the body
        Gone, ///< closes without a word
        Garbage, ///< no HTTP
    };
    struct Answer {
        unsigned status = 200;
        std::string headers{}; ///< each line with its end
        std::string body = "{}";
        Manner manner = Manner::Whole;
        std::chrono::milliseconds after{0};
    };

    FakeVendor();
    ~FakeVendor();
    FakeVendor(FakeVendor const&) = delete;
    FakeVendor& operator=(FakeVendor const&) = delete;

    unsigned short port() const { return port_; }
    std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    /// From now on.
    void answer(Answer);
    /// One to each that comes, in this order; then as `answer` says.
    void answer_first(std::vector<Answer>);
    /// Once so many came, or after ten seconds.
    std::vector<Request> requests(std::size_t wanted = 0);
    std::size_t connections() const { return connections_; }

private:
    void run();
    /// False when the connection is over.
    bool read_from(int socket, std::string& received);
    bool reply(int socket, Answer const&) const;

    int listening_ = -1, wake_up_[2]{-1, -1};
    unsigned short port_ = 0;
    std::map<int, std::string> open_;
    std::atomic<std::size_t> connections_{0};
    std::mutex mutex_;
    std::condition_variable came_;
    Answer answer_;
    std::deque<Answer> first_;
    std::vector<Request> requests_;
    std::thread thread_;
};

/// A port of loopback at which nobody listens.
unsigned short closed_port();

} // namespace ocp::test
