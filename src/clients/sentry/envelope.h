#pragma once

#include "base/random.h"
#include "clients/sentry/dsn.h"
#include "clients/sentry/items.h"

#include <string>
#include <string_view>

namespace ocp::sentry {

/// Who tells it.
struct Sender {
    Dsn dsn;
    std::string release; ///< "ocpizza@1.2.3"
    std::string environment; ///< "production"
    std::string server_name; ///< of the machine
    std::string version; ///< of this client, "1.2.3"
};

/// The bytes of an envelope: three lines of JSON, every text scrubbed and cut to 8 KB, no more than 100
/// frames and 50 breadcrumbs. `frames`: the event's stack, the outermost call first.
std::string envelope_of(
    Event const&, std::vector<stack::Frame> const& frames, Sender const&, RandomSource&, Moment sent_at);
std::string envelope_of(Transaction const&, Sender const&, RandomSource&, Moment sent_at);
std::string envelope_of(Sessions const&, Sender const&, Moment sent_at);

/// "2026-11-23T12:00:00.500000Z"
std::string rfc3339(Moment);

/// The header that proves who sends.
std::string auth_header(Sender const&);

} // namespace ocp::sentry
