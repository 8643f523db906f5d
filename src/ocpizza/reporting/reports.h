#pragma once

#include "base/random.h"
#include "clients/sentry/client.h"
#include "ocpizza/settings.h"
#include "platform/db/database.h"
#include "platform/log/log.h"

#include <optional>
#include <string_view>

namespace ocp {

/// What the program tells Sentry, when SENTRY_DSN says where: errors, a share of the requests with their
/// times, and how many requests ended how. Nothing of it says who somebody is: of a person the number alone.
class Reports : private log::Listener {
public:
    Reports(Settings const&, RandomSource&);
    /// Sends what waits, for two seconds at most.
    ~Reports() override;
    Reports(Reports const&) = delete;
    Reports& operator=(Reports const&) = delete;

    bool on() const { return client_.has_value(); }
    /// Only when `on`.
    sentry::Client& client() { return *client_; }

    /// Whether the times of one more request are told.
    bool takes_a_sample() const;
    /// While it lives, this thread is at a request: errors in its log are no news of their own.
    class InARequest {
    public:
        InARequest();
        ~InARequest();
        InARequest(InARequest const&) = delete;
        InARequest& operator=(InARequest const&) = delete;
    };

    /// An error that the program knew, outside of any request; nothing when not `on`.
    void tell(std::string_view message, log::Fields);

    /// A request is over, of whatever kind.
    void answered(std::string_view path, unsigned status);

private:
    /// A line of the log within a request becomes part of its trail; an error elsewhere is told at once.
    void heard(log::Level, std::string_view message, log::Fields) override;

    double const share_;
    std::optional<sentry::Client> client_;
};

/// Notes queries in the trail of the request that makes them.
extern db::Observer const query_notes;

} // namespace ocp
