#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace ocp::supervision {

/// Worth knowing, or somebody must act: only the latter is red (ux.md, operations).
enum class Level { Fine, Attention, Act };

enum class Matter {
    ServerSilent, ///< a serving process says nothing more and nobody took its place
    ServerFell, ///< it ended without a word, another serves in its place
    QueueFull,
    RequestsRefused,
    EventsLate,
    SessionsLacking,
    ErrorsAnswered,
    StorageFull,
    MemoryShort,
    ProcessorBusy,
    BackupMissing,
    BackupOld,
    BackupUnreadable,
    UpkeepFailed, ///< Monday's work: some of it could not be done
    UpkeepLate, ///< nobody has done it though it is due
    ErrorsMany, ///< a good share of what is answered lately
    CertificateEnding, ///< browsers will soon refuse the site
    BackupFailed, ///< a backup was begun and could not be made; only a good one ends it
    DatabaseAway, ///< a server cannot reach it
    MailsStopped, ///< the mail server takes none of ours; only a mail that arrives ends it
    MailsLate, ///< customers wait for what they should have been told
    SellerUnknown, ///< the group has not said of itself what an invoice needs: none is issued
    PaymentsStopped, ///< Stripe takes none of ours: key or certificate; only an answer ends it
    PaymentsLate, ///< what Stripe must be asked waits: nobody asks, or it does not answer
    PaymentOdd, ///< a payment or refund that nothing puts right by itself; only the reconciliation ends it
};

/// Something that an operator should know, where, and since when if that is known.
struct Concern {
    Level level = Level::Fine;
    Matter matter = Matter::ServerSilent;
    std::string where; ///< machine, machine and address, or folder; "" for the whole
    std::optional<Instant> since;
    double figure = 0; ///< share, count or seconds, as the matter has it
};

/// "storage-full": for the database and for other programs.
std::string_view slug_of(Matter);
std::optional<Matter> matter_from(std::string_view slug);

} // namespace ocp::supervision
