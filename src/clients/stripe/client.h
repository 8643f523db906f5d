#pragma once

#include "base/random.h"
#include "clients/stripe/stripe.h"
#include "clients/stripe/try_again.h"
#include "platform/outgoing/breaker.h"
#include "platform/outgoing/caller.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ocp::stripe {

struct Settings {
    std::string base_url; ///< "https://api.stripe.com"
    std::string secret_key; ///< "sk_live_..."
    struct Limits {
        std::chrono::milliseconds connect_within,
            answer_within; ///< the second in all, further tries included
    };
    Limits customer{std::chrono::seconds{2}, std::chrono::seconds{8}};
    Limits background{std::chrono::seconds{2}, std::chrono::seconds{30}};
    int most_customers = 4; ///< who wait at the same time: each of them holds a worker
};

/// The real one. Safe from any thread, never inside a transaction.
///
/// A customer's call that was refused at the door (too many wait, or the breaker is open) comes back at once
/// as «not sent», status 0. Otherwise, while its time lasts, it is tried again with the same idempotency key:
/// once when the connection failed, up to twice when Stripe says that the key is in use (409) or that it
/// should be (Stripe-Should-Retry, which also forbids). A background call is one exchange, made also while
/// the breaker is open: whoever queued it knows when to try again.
class Client : public Stripe {
public:
    /// `random` must be safe from any thread.
    Client(outgoing::Options, Settings, RandomSource& random);

    Answer<Session> create_session(NewSession const&, Patience) override;
    Answer<Session> session(std::string const& id, Patience) override;
    Answer<Page<Session>> sessions_of(std::string const& payment_intent, Patience) override;
    Answer<Session> expire_session(std::string const& id, Patience) override;
    Answer<Refund> create_refund(NewRefund const&, Patience) override;
    Answer<Page<Refund>> refunds_of(std::string const& payment_intent, Patience) override;
    Answer<Page<PaymentIntent>> payment_intents_since(
        Instant created, std::string const& after, Patience) override;
    Answer<Page<WebhookEndpoint>> webhook_endpoints(Patience) override;

    bool is_away() const { return breaker_.is_open(); }
    /// From any thread: calls that run, and any later one, end by then at the latest.
    void end_by(std::chrono::steady_clock::time_point);

private:
    struct Question;
    template <class T>
    Answer<T> ask(Question const&, std::optional<T> (*read)(std::string_view), Patience);
    /// Nothing when it was refused at the door.
    std::optional<outgoing::Answer> ask_for_a_customer(Question const&);
    outgoing::Answer ask_again_while_it_helps(Question const&);
    outgoing::Answer exchange(Question const&, Settings::Limits, int attempt);
    std::chrono::milliseconds some_time_of(Wait const&);
    outgoing::Caller& idle_caller();
    void keep(outgoing::Caller&);

    outgoing::Options const options_;
    Settings const settings_;
    RandomSource& random_;
    outgoing::Breaker breaker_;
    std::atomic<int> customers_{0};
    std::mutex mutex_;
    std::vector<std::unique_ptr<outgoing::Caller>> callers_;
    std::vector<outgoing::Caller*> idle_;
    std::chrono::steady_clock::time_point end_{std::chrono::steady_clock::time_point::max()};
};

} // namespace ocp::stripe
