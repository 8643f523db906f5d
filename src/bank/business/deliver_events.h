#pragma once

#include "bank/business/event_queue.h"
#include "base/clock.h"
#include "platform/outgoing/caller.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace ocp::bank {

/// Threads that post each event to the merchant's webhook, signed, until it answers 2xx.
class EventCouriers {
public:
    struct Options {
        std::string webhook_url, secret;
        std::size_t threads = 4;
        outgoing::Options outgoing;
    };
    EventCouriers(Options, EventQueue&, Clock const&);
    /// What is under way is given up.
    ~EventCouriers();
    EventCouriers(EventCouriers const&) = delete;
    EventCouriers& operator=(EventCouriers const&) = delete;

private:
    void run(outgoing::Caller&);
    bool tell(outgoing::Caller&, EventQueue::Delivery const&) const;

    Options const options_;
    EventQueue& queue_;
    Clock const& clock_;
    std::vector<std::unique_ptr<outgoing::Caller>> callers_;
    std::vector<std::thread> threads_;
};

} // namespace ocp::bank
