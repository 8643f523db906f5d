#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "order/business/place_order.h"
#include "order/business/send_refund.h"
#include "payment/business/task_queue.h"
#include "platform/outgoing/rounds.h"
#include "supervision/model/incident.h"

#include <functional>
#include <mutex>
#include <vector>

namespace ocp::payments {

/// Does what Stripe has to be asked and nobody waits for, whichever server decided it: sends refunds, looks
/// after events, ends the time to pay (ADR 21). One thread, one task after another, never within a
/// transaction.
class Cashier {
public:
    struct Options {
        std::chrono::milliseconds rhythm{1'000}; ///< how often it looks
        std::vector<supervision::Way> ways{}; ///< by which operators are told that somebody must see to it
        std::function<void()> on_notices = [] {}; ///< something waits to be told to them
        std::function<void()> leave = [] {}; ///< at the end: the call on its way shall hurry
    };
    Cashier(order::OrderDesk const&, Clock const&, RandomSource&, Options);
    ~Cashier() { stop(); }
    Cashier(Cashier const&) = delete;
    Cashier& operator=(Cashier const&) = delete;

    void start();
    void stop();
    /// Something new is to be done: from any thread.
    void wake() { rounds_.wake(); }

    /// Does one task that is due; false when there is none. For who has no thread.
    bool do_one();

    /// How the queue stood when it was looked at last; safe from any thread, waits for nothing.
    payment::TaskFigures figures() const;
    /// Looks at the queue.
    void look();

private:
    order::Progress done(payment::Task const&);
    /// `failure`: why it is not done, for the team.
    void follow_up(payment::Task const&, order::Progress const&, std::string_view failure);
    /// By which the technical team finds it.
    std::string place_of(payment::Task const&);
    void raise(supervision::Matter, std::string place);
    void resolve(supervision::Matter, std::string const& place);

    order::OrderDesk const& desk_;
    Clock const& clock_;
    RandomSource& random_;
    Options const options_;
    Instant looked_at_;
    mutable std::mutex mutex_; ///< of the figures
    payment::TaskFigures figures_;
    bool may_be_stopped_ = true; ///< somebody may have been told so, by whichever server
    outgoing::Rounds rounds_;
};

} // namespace ocp::payments
