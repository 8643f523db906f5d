#pragma once

#include "clients/smtp/client.h"
#include "ocpizza/settings.h"
#include "platform/outgoing/caller.h"
#include "supervision/model/incident.h"
#include "supervision/template/alert_letter.h"

#include <string>
#include <vector>

namespace ocp::alerts {

/// The ways that the settings know: ALERT_EMAIL, ALERT_WEBHOOK_URL.
std::vector<supervision::Way> ways_in(Settings const&);

/// Whether a letter arrived.
struct Sending {
    bool arrived = false;
    bool for_good = false; ///< it never will: not tried again
    std::chrono::milliseconds wait{0}; ///< asked for by the other side
    std::string failure{}; ///< "" when it arrived
};

/// Carries letters to operators. For one thread at a time, never inside a database transaction.
class Post {
public:
    explicit Post(Settings const&);

    /// `id`: the same whenever this letter is tried again.
    Sending send(supervision::Way, supervision::Letter const&, std::string const& id, Instant written_at);
    /// From any thread: what is on its way, and anything later, ends by then at the latest.
    void end_by(std::chrono::steady_clock::time_point);

private:
    Sending mail(supervision::Letter const&, std::string const& id, Instant written_at);
    Sending call(supervision::Letter const&, std::string const& id);

    std::string const mail_to_, webhook_url_;
    smtp::Client mails_;
    outgoing::Caller calls_;
};

} // namespace ocp::alerts
