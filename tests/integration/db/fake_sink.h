#pragma once

#include "platform/http/response.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::live {

/// A client at the other end of a stream: reads at once, or not at all.
class FakeSink : public http::StreamSink {
public:
    enum class Reader { Quick, Never };
    explicit FakeSink(Reader reader = Reader::Quick)
        : reader_{reader}
    {
    }

    bool send(std::shared_ptr<std::string const> bytes) override;
    void close() override;
    bool open() const override;

    std::string received() const;
    /// Waits until `sought` was received; false after five seconds.
    bool waits_for(std::string_view sought) const;
    bool waits_for_its_end() const;

    struct Message {
        std::string id, event, data;
    };
    /// The events received, as a browser would dispatch them (heartbeats left out).
    std::vector<Message> events() const;
    std::string last_event_id() const;

private:
    template <class Condition>
    bool wait(Condition condition) const;

    Reader const reader_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::string received_;
    bool open_ = true;
};

} // namespace ocp::live
