#include "supervision/business/notices.h"

#include "supervision/model/incident_store.h"

namespace ocp::supervision {

namespace {

/// Longer than any mail may take.
constexpr std::chrono::minutes held_for{3};
constexpr std::chrono::hours given_up_after{24};

} // namespace

std::optional<Notice> take_notice(db::Database& database, Instant now)
{
    return database.in_transaction([&](db::Transaction& tx) { return take_notice(tx, now, now + held_for); });
}

void note_told(db::Database& database, Notice const& notice, Instant now)
{
    database.in_transaction([&](db::Transaction& tx) {
        end_notice(tx, notice, std::nullopt, now);
        return true;
    });
}

void note_not_told(db::Database& database, Notice const& notice, std::string const& failure, bool for_good,
    std::chrono::milliseconds wait, Instant now)
{
    database.in_transaction([&](db::Transaction& tx) {
        if (for_good || now - notice.written_at >= given_up_after)
            end_notice(tx, notice, failure, now);
        else
            put_off_notice(tx, notice, failure, now + wait);
        return true;
    });
}

} // namespace ocp::supervision
