#include "ocpizza/alerts/command_outcome.h"

#include "ocpizza/alerts/post.h"
#include "ocpizza/reporting/reports.h"
#include "ocpizza/system_clock.h"
#include "platform/log/log.h"
#include "platform/machine/observer.h"
#include "platform/secrets/secrets.h"
#include "supervision/business/watch_incidents.h"

namespace ocp::alerts {

namespace {

template <class Change>
void change_incidents(db::Options const& options, Change&& change) noexcept
try {
    db::Database database{options};
    database.in_transaction([&](db::Transaction& tx) {
        change(tx, SystemClock{}.now());
        return true;
    });
} catch (std::exception const& error) {
    log::warning("no alert could be written", {{"what", error.what()}});
}

} // namespace

void tell_sentry(Settings const& settings, std::string_view what, std::string_view why) noexcept
try {
    secrets::SystemRandom random;
    Reports reports{settings, random};
    reports.tell(what, {{"what", why}});
} catch (std::exception const& error) {
    log::warning("Sentry could not be told", {{"what", error.what()}});
}

void backup_failed(Settings const& settings, db::Options const& options, std::string_view why) noexcept
{
    change_incidents(options, [&](db::Transaction& tx, Instant now) {
        supervision::raise_incident(tx, ways_in(settings),
            {supervision::Level::Act, supervision::Matter::BackupFailed, machine::host_name(), now, 0}, now);
    });
    tell_sentry(settings, "the backup failed", why);
}

void backup_made(Settings const& settings, db::Options const& options) noexcept
{
    change_incidents(options, [&](db::Transaction& tx, Instant now) {
        supervision::resolve_incident(
            tx, ways_in(settings), supervision::Matter::BackupFailed, machine::host_name(), now);
    });
}

} // namespace ocp::alerts
