#include "mail/business/mail_queue.h"

#include "mail/model/mail_store.h"

#include <algorithm>

namespace ocp::mail {

namespace {

constexpr std::chrono::minutes held_for{3};

} // namespace

std::optional<Mail> take_mail(db::Database& database, Instant now)
{
    return database.in_transaction([&](db::Transaction& tx) { return take_mail(tx, now, now + held_for); });
}

bool note_sent(db::Database& database, Mail const& mail, Instant now)
{
    auto const was_stopped = database.in_transaction([&](db::Transaction& tx) {
        mark_sent(tx, mail, now);
        auto const faults = queue_faults(tx);
        if (faults > 0) stop_queue(tx, Instant{}, 0, "");
        return std::optional{faults > 0};
    });
    return *was_stopped;
}

void note_refused(db::Database& database, Mail const& mail, std::string_view failure, Instant now)
{
    database.in_transaction([&](db::Transaction& tx) {
        mark_refused(tx, mail, failure, now);
        return true;
    });
}

bool note_put_off(db::Database& database, Mail const& mail, std::string_view failure,
    std::chrono::milliseconds wait, Instant now)
{
    auto const is_given_up = now + wait >= mail.give_up_at;
    database.in_transaction([&](db::Transaction& tx) {
        if (is_given_up)
            mark_refused(tx, mail, failure, now);
        else
            put_off(tx, mail, failure, now + wait);
        return true;
    });
    return is_given_up;
}

void drop_mail(db::Database& database, Mail const& mail)
{
    database.in_transaction([&](db::Transaction& tx) {
        remove_mail(tx, mail);
        return true;
    });
}

std::chrono::milliseconds standstill(int faults)
{
    using namespace std::chrono_literals;
    return std::min<std::chrono::milliseconds>(30s * (1 << std::clamp(faults - 1, 0, 10)), 10min);
}

void stop_queue(db::Transaction& tx, Mail const& mail, std::string_view failure, Instant now)
{
    auto const faults = queue_faults(tx) + 1;
    stop_queue(tx, now + standstill(faults), faults, failure);
    put_off(tx, mail, failure, now);
}

void resume_queue(db::Database& database)
{
    database.in_transaction([&](db::Transaction& tx) {
        // The count stays, so that the first mail that arrives ends the alert.
        stop_queue(tx, Instant{}, queue_faults(tx), "");
        return true;
    });
}

void forget_the_queue(db::Transaction& tx, Instant now)
{
    give_up_waiting(tx, "the database was restored", now);
    stop_queue(tx, Instant{}, 0, "");
}

QueueFigures queue_figures(db::Reader const& reader, Instant now)
{
    return figures_of_queue(reader, now);
}

} // namespace ocp::mail
