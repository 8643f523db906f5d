#include "bank/business/deliver_events.h"

#include "bank/business/sign_event.h"

namespace ocp::bank {

EventCouriers::EventCouriers(Options options, EventQueue& queue, Clock const& clock)
    : options_{std::move(options)}
    , queue_{queue}
    , clock_{clock}
{
    for (std::size_t i = 0; i < options_.threads; ++i) {
        callers_.push_back(std::make_unique<outgoing::Caller>(options_.outgoing));
        threads_.emplace_back([this, caller = callers_.back().get()] { run(*caller); });
    }
}

EventCouriers::~EventCouriers()
{
    queue_.end();
    for (auto const& caller : callers_)
        caller->end_by(std::chrono::steady_clock::now());
    for (auto& thread : threads_)
        thread.join();
}

void EventCouriers::run(outgoing::Caller& caller)
{
    while (auto delivery = queue_.take()) {
        if (tell(caller, *delivery))
            queue_.delivered(*delivery);
        else
            queue_.refused(*std::move(delivery), std::chrono::steady_clock::now());
    }
}

bool EventCouriers::tell(outgoing::Caller& caller, EventQueue::Delivery const& delivery) const
{
    constexpr std::int64_t second = 1000;
    // Behind the host: the webhook's path.
    auto const host = options_.webhook_url.find("://") + 3;
    auto const path = std::min(options_.webhook_url.find('/', host), options_.webhook_url.size());
    outgoing::Request request;
    request.vendor = "webhook";
    request.base_url = options_.webhook_url.substr(0, path);
    request.path = options_.webhook_url.substr(path);
    request.headers = {"Content-Type: application/json; charset=utf-8",
        "Stripe-Signature: "
            + signature_of(delivery.event.body, options_.secret, clock_.now().ms() / second)};
    request.body = delivery.event.body;
    request.attempt = delivery.tries + 1;
    return !caller.ask(request).failure;
}

} // namespace ocp::bank
