#include "payment/model/task_store.h"

#include "base/slugs.h"

namespace ocp::payment {

namespace {

constexpr Slugs<4> kind_slugs{"close", "settle", "refund", "follow"};

std::optional<std::string_view> unless_empty(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

} // namespace

void add_task(db::Transaction& tx, Task const& task, Instant due, Instant now)
{
    tx.write(R"sql(
        INSERT INTO payment_tasks (kind, order_id, refund_id, subject, next_at, created_at)
        VALUES (:kind, :order, :refund, :subject, :due, :now))sql",
        {{"kind", slug_in(kind_slugs, task.kind)}, {"order", task.order}, {"refund", task.refund},
            {"subject", unless_empty(task.subject)}, {"due", due}, {"now", now}});
}

std::vector<Task> tasks_given_up(db::Reader const& reader, Instant since, int limit)
{
    std::vector<Task> found;
    for (auto& [id, kind, order, subject, tries, created] :
        reader.rows<std::int64_t, std::string, std::optional<OrderId>, std::string, int, Instant>(R"sql(
            SELECT t.id, t.kind, t.order_id, COALESCE(t.subject, ''), t.tries, t.created_at FROM payment_tasks t
            WHERE t.ended_at >= :since AND t.failure IS NOT NULL AND t.kind <> 'refund'
            ORDER BY t.ended_at, t.id LIMIT :limit)sql",
            {{"since", since}, {"limit", limit}}))
        found.push_back({id, kind_in<Task::Kind>(kind_slugs, kind).value(), order, std::nullopt,
            std::move(subject), tries, created});
    return found;
}

bool forget_failure(db::Transaction& tx, std::int64_t task)
{
    return tx.write("UPDATE payment_tasks SET failure = NULL WHERE id = :id AND failure IS NOT NULL",
               {{"id", task}})
        == 1;
}

std::optional<Task> take_task(db::Transaction& tx, Instant now, Instant until)
{
    auto const due = tx.row<std::int64_t, std::string, std::optional<OrderId>, std::optional<RefundId>,
        std::string, int, Instant>(R"sql(
        SELECT t.id, t.kind, t.order_id, t.refund_id, COALESCE(t.subject, ''), t.tries, t.created_at
        FROM payment_tasks t
        WHERE t.ended_at IS NULL AND t.next_at <= :now AND t.locked_until <= :now
        ORDER BY t.next_at, t.id LIMIT 1 /*lock skip*/)sql",
        {{"now", now}});
    if (!due) return std::nullopt;
    auto const& [id, kind, order, refund, subject, tries, created] = *due;
    tx.write("UPDATE payment_tasks SET tries = tries + 1, locked_until = :until WHERE id = :id",
        {{"until", until}, {"id", id}});
    return Task{
        id, kind_in<Task::Kind>(kind_slugs, kind).value(), order, refund, subject, tries + 1, created};
}

bool end_task(db::Transaction& tx, Task const& task, std::string_view failure, Instant now)
{
    return tx.write(R"sql(
        UPDATE payment_tasks SET ended_at = :now, failure = :failure
        WHERE id = :id AND ended_at IS NULL AND tries = :tries)sql",
               {{"now", now}, {"failure", unless_empty(failure)}, {"id", task.id}, {"tries", task.tries}})
        == 1;
}

bool put_off_task(db::Transaction& tx, Task const& task, std::string_view failure, Instant next)
{
    return tx.write(R"sql(
        UPDATE payment_tasks SET next_at = :next, locked_until = 0, failure = :failure
        WHERE id = :id AND ended_at IS NULL AND tries = :tries)sql",
               {{"next", next}, {"failure", unless_empty(failure)}, {"id", task.id}, {"tries", task.tries}})
        == 1;
}

RefundTask task_of_refund(db::Reader const& reader, RefundId refund)
{
    auto const row = reader.row<std::int64_t, std::int64_t>(R"sql(
        SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN t.ended_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM payment_tasks t WHERE t.kind = 'refund' AND t.refund_id = :refund)sql",
        {{"refund", refund}});
    auto const& [all, waiting] = row.value();
    if (waiting > 0) return RefundTask::Waits;
    return all > 1 ? RefundTask::GivenUpAgain : RefundTask::GivenUp;
}

void hurry_close(db::Transaction& tx, OrderId order, Instant now)
{
    tx.write("UPDATE payment_tasks SET next_at = :now WHERE order_id = :order AND kind = 'close' AND "
             "ended_at IS NULL AND next_at > :now",
        {{"now", now}, {"order", order}});
}

TaskFigures task_figures(db::Reader const& reader, Instant since, Instant now)
{
    // The time to pay ends later than it is written down; all else is to be done from then on.
    auto const row = reader.row<std::int64_t, std::optional<Instant>>(R"sql(
        SELECT COUNT(*), MIN(CASE WHEN t.kind = 'close' THEN t.next_at ELSE t.created_at END) FROM payment_tasks t
        WHERE t.ended_at IS NULL AND (t.next_at <= :now OR t.tries > 0))sql",
        {{"now", now}});
    auto const given_up = reader.value<std::int64_t>(
        "SELECT COUNT(*) FROM payment_tasks t WHERE t.ended_at >= :since AND t.failure IS NOT NULL",
        {{"since", since}});
    return {row ? std::get<0>(*row) : 0, row ? std::get<1>(*row) : std::nullopt, given_up.value_or(0)};
}

bool add_event(db::Transaction& tx, std::string_view event, std::string_view kind, Instant at)
{
    return tx.write("INSERT INTO payment_events (provider_event, kind, at) VALUES (:event, :kind, :at) ON "
                    "CONFLICT (provider_event) DO NOTHING",
               {{"event", event}, {"kind", kind}, {"at", at}})
        == 1;
}

std::int64_t remove_old_tasks(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write("DELETE FROM payment_tasks WHERE id IN (SELECT t.id FROM payment_tasks t WHERE "
                    "t.ended_at < :before ORDER BY t.ended_at LIMIT :limit)",
        {{"before", before}, {"limit", limit}});
}

std::int64_t remove_old_events(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write("DELETE FROM payment_events WHERE provider_event IN (SELECT e.provider_event FROM "
                    "payment_events e WHERE e.at < :before ORDER BY e.at LIMIT :limit)",
        {{"before", before}, {"limit", limit}});
}

} // namespace ocp::payment
