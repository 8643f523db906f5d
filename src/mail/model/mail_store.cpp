#include "mail/model/mail_store.h"

namespace ocp::mail {

std::int64_t add_mail(db::Transaction& tx, NewMail const& mail, Instant at)
{
    return tx.insert(R"sql(
        INSERT INTO mails (kind, user_id, address, language, order_id, next_at, give_up_at, written_at)
        VALUES (:kind, :user, :address, :language, :order, :at, :give_up, :at) RETURNING id)sql",
        {{"kind", mail.kind}, {"user", mail.user}, {"address", mail.address},
            {"language", code_of(mail.language)}, {"order", mail.order}, {"at", at},
            {"give_up", at + mail.worth}});
}

std::optional<Mail> take_mail(db::Transaction& tx, Instant now, Instant until)
{
    auto const due = tx.row<std::int64_t, std::string, std::optional<UserId>, std::string, std::string,
        std::optional<OrderId>, int, Instant, Instant>(R"sql(
        SELECT m.id, m.kind, m.user_id, m.address, m.language, m.order_id, m.attempts, m.written_at, m.give_up_at
        FROM mails m
        WHERE m.state = 'waiting' AND m.next_at <= :now AND m.locked_until <= :now
          AND NOT EXISTS (SELECT 1 FROM mail_queue q WHERE q.stopped_until > :now)
        ORDER BY m.next_at, m.id LIMIT 1 /*lock skip*/)sql",
        {{"now", now}});
    if (!due) return std::nullopt;
    auto const& [id, kind, user, address, language, order, attempts, written, give_up] = *due;
    tx.write("UPDATE mails SET attempts = attempts + 1, locked_until = :until WHERE id = :id",
        {{"until", until}, {"id", id}});
    return Mail{id, kind, user, address, language_called(language).value_or(Language::French), order,
        attempts + 1, written, give_up};
}

bool mark_sent(db::Transaction& tx, Mail const& mail, Instant now)
{
    return tx.write(R"sql(
        UPDATE mails SET state = 'sent', ended_at = :now, failure = NULL, locked_until = 0
        WHERE id = :id AND state = 'waiting' AND attempts = :attempts)sql",
               {{"now", now}, {"id", mail.id}, {"attempts", mail.attempts}})
        == 1;
}

bool mark_refused(db::Transaction& tx, Mail const& mail, std::string_view failure, Instant now)
{
    return tx.write(R"sql(
        UPDATE mails SET state = 'refused', ended_at = :now, failure = :failure, locked_until = 0
        WHERE id = :id AND state = 'waiting' AND attempts = :attempts)sql",
               {{"now", now}, {"failure", failure}, {"id", mail.id}, {"attempts", mail.attempts}})
        == 1;
}

bool put_off(db::Transaction& tx, Mail const& mail, std::string_view failure, Instant next)
{
    return tx.write(R"sql(
        UPDATE mails SET next_at = :next, failure = :failure, locked_until = 0
        WHERE id = :id AND state = 'waiting' AND attempts = :attempts)sql",
               {{"next", next}, {"failure", failure}, {"id", mail.id}, {"attempts", mail.attempts}})
        == 1;
}

bool remove_mail(db::Transaction& tx, Mail const& mail)
{
    return tx.write("DELETE FROM mails WHERE id = :id AND state = 'waiting' AND attempts = :attempts",
               {{"id", mail.id}, {"attempts", mail.attempts}})
        == 1;
}

void give_up_waiting(db::Transaction& tx, std::string_view failure, Instant now)
{
    tx.write(R"sql(
        UPDATE mails SET state = 'refused', ended_at = :now, failure = :failure, locked_until = 0
        WHERE state = 'waiting')sql",
        {{"now", now}, {"failure", failure}});
}

int queue_faults(db::Reader const& reader)
{
    return reader.value<int>("SELECT faults FROM mail_queue WHERE one = 1").value_or(0);
}

void stop_queue(db::Transaction& tx, Instant until, int faults, std::string_view failure)
{
    tx.write(
        "UPDATE mail_queue SET stopped_until = :until, faults = :faults, failure = :failure WHERE one = 1",
        {{"until", until}, {"faults", faults}, {"failure", failure}});
}

QueueFigures figures_of_queue(db::Reader const& reader, Instant now)
{
    auto const row
        = reader.row<std::int64_t, std::optional<Instant>, std::int64_t, Instant, std::string>(R"sql(
        SELECT (SELECT COUNT(*) FROM mails WHERE state = 'waiting'),
               (SELECT MIN(written_at) FROM mails WHERE state = 'waiting'),
               (SELECT COUNT(*) FROM mails WHERE state = 'refused'),
               q.stopped_until, q.failure
        FROM mail_queue q WHERE q.one = 1)sql");
    if (!row) return {};
    auto const& [waiting, oldest, refused, stopped, failure] = *row;
    QueueFigures figures{waiting, refused, oldest, std::nullopt, failure};
    if (stopped > now) figures.stopped_until = stopped;
    return figures;
}

std::optional<DeadLetter> last_refused(db::Reader const& reader, UserId user, std::string_view address)
{
    auto const row = reader.row<std::string, std::string, std::optional<std::string>, Instant>(R"sql(
        SELECT m.kind, m.address, m.failure, m.ended_at FROM mails m
        WHERE m.state = 'refused' AND m.user_id = :user AND m.address = :address
          AND NOT EXISTS (SELECT 1 FROM mails later WHERE later.user_id = :user AND later.state = 'sent'
                            AND later.address = m.address AND later.ended_at > m.ended_at)
        ORDER BY m.ended_at DESC LIMIT 1)sql",
        {{"user", user}, {"address", address}});
    if (!row) return std::nullopt;
    auto const& [kind, to, failure, ended] = *row;
    return DeadLetter{kind, to, failure.value_or(""), ended};
}

std::vector<WrittenMail> mails_of(db::Reader const& reader, UserId user)
{
    std::vector<WrittenMail> found;
    for (auto& [kind, address, state, at] : reader.rows<std::string, std::string, std::string, Instant>(
             "SELECT kind, address, state, written_at FROM mails WHERE user_id = :user ORDER BY id",
             {{"user", user}}))
        found.push_back({std::move(kind), std::move(address), std::move(state), at});
    return found;
}

void remove_mails_of(db::Transaction& tx, UserId user, std::string_view address)
{
    tx.write("DELETE FROM mails WHERE user_id = :user", {{"user", user}});
    // Those of unproven addresses are few: they are looked at within seconds and kept for a month at most.
    tx.write("DELETE FROM mails WHERE user_id IS NULL AND address = :address", {{"address", address}});
}

std::int64_t remove_old_mails(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM mails WHERE id IN (
            SELECT id FROM mails WHERE ended_at < :before ORDER BY ended_at LIMIT :limit))sql",
        {{"before", before}, {"limit", limit}});
}

} // namespace ocp::mail
