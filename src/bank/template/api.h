#pragma once

#include "bank/business/bank.h"
#include "bank/business/idempotency.h"
#include "bank/business/mischief.h"
#include "platform/http/request.h"
#include "platform/http/response.h"
#include "platform/http/router.h"

#include <chrono>
#include <functional>
#include <string>

namespace ocp::bank {

/// Stripe's interface below /v1: keys, versions, idempotency and what goes wrong on purpose; the deeds
/// themselves are the bank's.
class Api {
public:
    using Pause = std::function<void(std::chrono::milliseconds)>;
    /// `key`: of the merchant, "sk_test_…". `pause`: sleeps, unless the program ends.
    Api(Bank&, Mischief&, Clock const&, std::string key, Pause);

    http::Response answer(http::Request const&);

private:
    struct Found {
        std::size_t route;
        std::string id;
    };
    std::optional<Fault> why_not_let_in(http::Request const&) const;
    tl::expected<Found, Fault> find(http::Request const&) const;
    http::Response act(http::Request const&, Call const&, Found const&, std::optional<Prank> const&);
    struct Done {
        IdempotencyStore::Answer said;
        std::optional<IdempotencyStore::Answer> kept{}; ///< under the idempotency key
    };
    Done run(Call const&, Found const&, std::optional<Prank> const&);

    Bank& bank_;
    Mischief& mischief_;
    Clock const& clock_;
    std::string const key_;
    Pause const pause_;
    IdempotencyStore idempotency_;
    http::Router router_;
};

} // namespace ocp::bank
