#pragma once

#include "platform/live/audience.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace ocp::live {

/// An open stream that the hub's thread has not looked at yet.
struct Arrival {
    Client client;
    std::string last_event_id;
};

/// Where streams come in from the I/O thread. Outlives the hub: a response may be sent after it has stopped.
class Door {
public:
    /// Tells the sink goodbye at once when the door is closed.
    void enter(Arrival arrival);
    void close();
    bool closed() const { return closed_; }
    /// Waits until somebody is there, the door closes or `until` has come; who is there is added to
    /// `waiting`.
    void wait(std::chrono::steady_clock::time_point until, std::vector<Arrival>& waiting);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Arrival> arrivals_;
    std::atomic<bool> closed_ = false;
};

/// Ends a stream so that the browser comes back soon, to the server that follows this one.
void say_goodbye(http::StreamSink& sink);

} // namespace ocp::live
