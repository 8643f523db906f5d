#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "clients/smtp/client.h"
#include "mail/model/mail.h"
#include "ocpizza/settings.h"
#include "platform/db/database.h"
#include "platform/outgoing/rounds.h"
#include "supervision/model/incident.h"

#include <functional>
#include <mutex>
#include <vector>

namespace ocp::mails {

/// Carries the mails to customers that wait in the database, whichever server wrote them: one thread, one
/// mail after another, never within a transaction (integrations.md §6).
///
/// A mail that was accepted is never sent again; one whose answer was lost is, under the same Message-ID.
class Courier {
public:
    struct Options {
        std::chrono::milliseconds rhythm{2'000}; ///< how often it looks
        std::chrono::milliseconds leave_within{2'000}; ///< at the end, for the mail on its way
        std::vector<supervision::Way> ways{}; ///< by which operators are told that no mail leaves
        std::function<void()> on_notices = [] {}; ///< something waits to be told to them
    };
    /// The letter that a mail is to be; nothing when there is nobody to write to, or nothing to tell any
    /// more. May write to the database.
    using WriteLetter = std::function<std::optional<mail::Letter>(mail::Mail const&)>;

    Courier(smtp::Client::Options, db::Database&, WriteLetter, Clock const&, RandomSource&, Options);
    ~Courier() { stop(); }
    Courier(Courier const&) = delete;
    Courier& operator=(Courier const&) = delete;

    void start();
    void stop();

    enum class Round {
        Idle, ///< no mail was due
        Done, ///< one was dealt with
        Unreachable, ///< the mail server does not answer, or takes nothing of ours: no use in another one
    };
    /// Carries one mail that is due. For who has no thread.
    Round deliver_one();

    /// As the thread saw the queue last: asks nobody.
    mail::QueueFigures figures() const;
    /// Looks at the queue.
    void look();

private:
    void deliver_all();
    Round sent(mail::Mail const&);
    Round refused(mail::Mail const&, std::string const& failure);
    Round later(mail::Mail const&, smtp::Answer const&);
    Round our_fault(mail::Mail const&, smtp::Answer const&);

    db::Database& database_;
    WriteLetter const write_letter_;
    Clock const& clock_;
    RandomSource& random_;
    Options const options_;
    smtp::Client client_;

    mutable std::mutex mutex_;
    mail::QueueFigures figures_;
    outgoing::Rounds rounds_;
};

} // namespace ocp::mails
