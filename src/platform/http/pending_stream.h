#pragma once

#include "platform/http/response.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ocp::http {

/// What waits for the client of a stream, between any thread that sends and the I/O thread that writes.
class PendingStream : public StreamSink {
public:
    static constexpr std::size_t most_waiting = 64 * 1024;

    /// `wake` tells the I/O thread that something changed; called from any thread, must not block.
    explicit PendingStream(std::function<void()> wake);

    bool send(std::shared_ptr<std::string const> bytes) override;
    void close() override;
    bool open() const override;

    // The rest is for the I/O thread.
    enum class State { Open, Closing, Lost };
    State state() const;
    /// All that waits, to be written now; it counts as waiting until `written`.
    std::vector<std::shared_ptr<std::string const>> take();
    void written();
    /// The client is gone, or is given up.
    void lose();
    /// `wake` is not called any more: the connection it wakes ends.
    void detach();

private:
    mutable std::mutex mutex_;
    std::function<void()> wake_;
    std::vector<std::shared_ptr<std::string const>> queue_;
    std::size_t waiting_ = 0;
    std::size_t being_written_ = 0;
    State state_ = State::Open;
};

} // namespace ocp::http
