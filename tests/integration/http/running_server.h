#pragma once

#include "platform/http/server.h"
#include "tests/support/raw_client.h"

#include <atomic>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

using ocp::test::a_get;
using ocp::test::a_post;
using ocp::test::RawClient;

/// A small application that shows what the transport hands it.
class TrialApplication : public ocp::http::Application {
public:
    std::optional<ocp::http::Response> answer_at_once(ocp::http::Request const& request) override;
    Lane lane(ocp::http::Request const& request) override;
    ocp::http::Response handle(ocp::http::Request& request) override;
    ocp::http::Response error(unsigned status, ocp::http::Request const* request) override;
    void sent(ocp::http::Request const& request, unsigned status, std::size_t bytes,
        std::chrono::microseconds took) override;

    /// Lets everybody who waits at /gate pass, now and later.
    void open_gate();
    /// The latest stream opened, once there is one.
    std::shared_ptr<ocp::http::StreamSink> latest_stream();

    struct Sent {
        std::string id, path;
        unsigned status;
        std::size_t bytes;
    };
    std::vector<Sent> log();

    std::atomic<int> handled{0}, at_the_gate{0};

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool gate_is_open_ = false;
    std::shared_ptr<ocp::http::StreamSink> stream_;
    std::vector<Sent> log_;
};

/// A server that runs from the construction to the end of a test.
class RunningServer {
public:
    explicit RunningServer(ocp::http::ServerOptions options = quick());
    ~RunningServer();
    RunningServer(RunningServer const&) = delete;
    RunningServer& operator=(RunningServer const&) = delete;

    /// Any free port, our hosts, and a drain that does not keep a test waiting.
    static ocp::http::ServerOptions quick();
    RawClient client() const { return RawClient{server.port()}; }
    RawClient slow_client(int receive_buffer) const { return RawClient{server.port(), receive_buffer}; }
    /// Waits until `run` has returned; how long it took since the call.
    std::chrono::milliseconds wait_for_the_end();

    TrialApplication application;
    ocp::http::Server server;

private:
    std::thread thread_;
};

/// Waits until `condition` holds, ten seconds at most.
template <class Condition>
bool soon(Condition condition)
{
    for (int i = 0; i < 2000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return condition();
}
