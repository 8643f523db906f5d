#include "platform/outbox/outbox.h"

#include "platform/db/errors.h"

#include <algorithm>
#include <stdexcept>

namespace ocp::outbox {
namespace {

using db::Engine;

bool one_line(std::string_view text)
{
    return !text.empty() && std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20; });
}

void check(Event const& event)
{
    if (!one_line(event.stream) || !one_line(event.kind))
        throw std::logic_error{"an event's stream and kind are each one line"};
    if (!event.body.starts_with('{') || !event.body.ends_with('}'))
        throw std::logic_error{"the body of the event " + event.kind + " is not a JSON object"};
}

/// PostgreSQL draws an id at insert and commits later, so the order of ids is not the order of commits.
/// Ordered by transaction and read only below the oldest one still running, nothing can appear behind what
/// was given. Mind `o.xid`: a bare `xid` would sort by the text of the output column.
constexpr std::string_view batch_on_postgres = R"sql(
    SELECT e.epoch, pg_snapshot_xmin(s.now)::text, pg_snapshot_xmax(s.now)::text,
           o.xid::text, o.id, o.stream, o.kind, o.body, o.at
    FROM outbox_epoch e
    CROSS JOIN (SELECT pg_current_snapshot() AS now) s
    LEFT JOIN LATERAL (
        SELECT * FROM outbox i
        WHERE (i.xid, i.id) > (:xid::text::xid8, :id) AND i.xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY i.xid, i.id LIMIT :limit
    ) o ON true
    ORDER BY o.xid, o.id
)sql";

/// SQLite has one writer at a time: the order of ids is the order of commits.
constexpr std::string_view batch_on_sqlite = R"sql(
    SELECT e.epoch, 0, 0, o.xid, o.id, o.stream, o.kind, o.body, o.at
    FROM outbox_epoch e
    LEFT JOIN (SELECT * FROM outbox WHERE id > :id ORDER BY id LIMIT :limit) o ON 1 = 1
    ORDER BY o.id
)sql";

} // namespace

void append(db::Transaction& tx, std::vector<Event> const& events, Instant at)
{
    std::vector<db::Value> cells;
    cells.reserve(events.size() * 4);
    for (auto const& event : events) {
        check(event);
        cells.insert(cells.end(), {event.stream, event.kind, event.body, at.ms()});
    }
    tx.write_rows("INSERT INTO outbox (stream, kind, body, at) VALUES", 4, cells);
}

Cursor now_cursor(db::Reader const& reader)
{
    // All below the oldest running transaction is decided; what commits from there on is still to come.
    auto const sql = reader.engine() == Engine::Postgres
        ? "SELECT epoch, pg_snapshot_xmin(pg_current_snapshot())::text, 0 FROM outbox_epoch"
        : "SELECT epoch, 0, (SELECT coalesce(max(id), 0) FROM outbox) FROM outbox_epoch";
    auto const found = reader.row<std::string, std::int64_t, std::int64_t>(sql);
    if (!found) throw db::Error{"the outbox has no epoch: run migrate"};
    return {std::get<0>(*found), std::get<1>(*found), std::get<2>(*found)};
}

Batch batch_after(db::Reader const& reader, Cursor const& cursor, std::size_t limit)
{
    bool const postgres = reader.engine() == Engine::Postgres;
    db::Params params{{"id", cursor.id}, {"limit", limit}};
    if (postgres) params.emplace_back("xid", std::to_string(cursor.xid));

    Batch batch;
    using Text = std::optional<std::string>;
    using Number = std::optional<std::int64_t>;
    auto rows
        = reader.rows<std::string, std::int64_t, std::int64_t, Number, Number, Text, Text, Text, Number>(
            postgres ? batch_on_postgres : batch_on_sqlite, params);
    for (auto& [epoch, settled, begun, xid, id, stream, kind, body, at] : rows) {
        batch.epoch = epoch;
        batch.settled = settled;
        batch.begun = begun;
        if (!id) continue;
        batch.events.push_back(
            {{epoch, *xid, *id}, {std::move(*stream), std::move(*kind), std::move(*body)}, Instant::ms(*at)});
    }
    return batch;
}

std::vector<Delivered> after(db::Reader const& reader, Cursor const& cursor, std::size_t limit)
{
    return batch_after(reader, cursor, limit).events;
}

bool can_resume(db::Reader const& reader, Cursor const& cursor)
{
    // The first event is written with the epoch and pruning leaves its newest victim: whatever is older than
    // the oldest row was either pruned or never followed.
    static constexpr std::string_view on_postgres = R"sql(
        SELECT 1 FROM outbox_epoch e
        WHERE e.epoch = :epoch AND :xid::text::xid8 <= pg_snapshot_xmax(pg_current_snapshot())
          AND (:xid::text::xid8, :id) >= (SELECT o.xid, o.id FROM outbox o ORDER BY o.xid, o.id LIMIT 1)
    )sql";
    static constexpr std::string_view on_sqlite = R"sql(
        SELECT 1 FROM outbox_epoch e
        WHERE e.epoch = :epoch AND :xid = '0'
          AND :id BETWEEN (SELECT min(id) FROM outbox) AND (SELECT max(id) FROM outbox)
    )sql";
    return reader
        .value<int>(reader.engine() == Engine::Postgres ? on_postgres : on_sqlite,
            {{"epoch", cursor.epoch}, {"xid", std::to_string(cursor.xid)}, {"id", cursor.id}})
        .has_value();
}

void begin_epoch(db::Transaction& tx, std::string_view epoch)
{
    tx.write("UPDATE outbox_epoch SET epoch = :epoch", {{"epoch", epoch}});
    if (tx.engine() == Engine::Postgres)
        tx.write("UPDATE outbox SET xid = pg_current_xact_id() WHERE xid >= pg_current_xact_id()");
}

std::int64_t prune(db::Transaction& tx, Instant before, std::int64_t limit)
{
    bool const postgres = tx.engine() == Engine::Postgres;
    auto const oldest = tx.rows<std::int64_t, std::int64_t, Instant>(postgres
            ? "SELECT o.xid::text, o.id, o.at FROM outbox o ORDER BY o.xid, o.id LIMIT :limit"
            : "SELECT xid, id, at FROM outbox ORDER BY id LIMIT :limit",
        {{"limit", limit + 1}});
    // Clocks differ between machines: only what lies before every younger event may go, or a gap would be
    // left.
    auto const young = std::find_if(
        oldest.begin(), oldest.end(), [&](auto const& row) { return std::get<Instant>(row) >= before; });
    if (young - oldest.begin() < 2) return 0;
    auto const& [xid, id, at] = *(young - 1);
    if (postgres)
        return tx.write("DELETE FROM outbox WHERE (xid, id) < (:xid::text::xid8, :id)",
            {{"xid", std::to_string(xid)}, {"id", id}});
    return tx.write("DELETE FROM outbox WHERE id < :id", {{"id", id}});
}

} // namespace ocp::outbox
