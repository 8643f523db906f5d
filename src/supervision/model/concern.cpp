#include "supervision/model/concern.h"

#include <algorithm>
#include <array>

namespace ocp::supervision {

namespace {

struct Name {
    Matter matter;
    std::string_view slug;
};
constexpr std::array names{
    Name{Matter::ServerSilent, "server-silent"},
    Name{Matter::ServerFell, "server-fell"},
    Name{Matter::QueueFull, "queue-full"},
    Name{Matter::RequestsRefused, "requests-refused"},
    Name{Matter::EventsLate, "events-late"},
    Name{Matter::SessionsLacking, "sessions-lacking"},
    Name{Matter::ErrorsAnswered, "errors-answered"},
    Name{Matter::StorageFull, "storage-full"},
    Name{Matter::MemoryShort, "memory-short"},
    Name{Matter::ProcessorBusy, "processor-busy"},
    Name{Matter::BackupMissing, "backup-missing"},
    Name{Matter::BackupOld, "backup-old"},
    Name{Matter::BackupUnreadable, "backup-unreadable"},
    Name{Matter::UpkeepFailed, "upkeep-failed"},
    Name{Matter::UpkeepLate, "upkeep-late"},
    Name{Matter::ErrorsMany, "errors-many"},
    Name{Matter::CertificateEnding, "certificate-ending"},
    Name{Matter::BackupFailed, "backup-failed"},
    Name{Matter::DatabaseAway, "database-away"},
    Name{Matter::MailsStopped, "mails-stopped"},
    Name{Matter::MailsLate, "mails-late"},
    Name{Matter::SellerUnknown, "seller-unknown"},
    Name{Matter::PaymentsStopped, "payments-stopped"},
    Name{Matter::PaymentsLate, "payments-late"},
    Name{Matter::PaymentOdd, "payment-odd"},
};

} // namespace

std::string_view slug_of(Matter matter)
{
    return std::find_if(names.begin(), names.end(), [&](Name const& name) {
        return name.matter == matter;
    })->slug;
}

std::optional<Matter> matter_from(std::string_view slug)
{
    auto const* const found
        = std::find_if(names.begin(), names.end(), [&](Name const& name) { return name.slug == slug; });
    return found == names.end() ? std::nullopt : std::optional{found->matter};
}

} // namespace ocp::supervision
