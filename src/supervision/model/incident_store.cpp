#include "supervision/model/incident_store.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocp::supervision {

namespace {

using Row = std::tuple<std::int64_t, std::string, std::string, std::int64_t, Instant, Instant,
    std::optional<Instant>>;
constexpr std::string_view columns
    = "i.id, i.matter, i.place, i.figure_thousandths, i.began_at, i.seen_at, i.resolved_at";

std::int64_t thousandths(double figure)
{
    return std::llround(figure * 1000);
}

/// Nothing when it is of a matter that another version of the program knows.
std::optional<Incident> incident_from(Row const& row)
{
    auto const& [id, slug, place, figure, began, seen, resolved] = row;
    auto const matter = matter_from(slug);
    if (!matter) return std::nullopt;
    return Incident{id, *matter, place, static_cast<double>(figure) / 1000, began, seen, resolved};
}

/// `rest`: a constant, behind FROM incidents i.
std::vector<Incident> incidents(db::Reader const& reader, std::string_view rest, db::Params const& params)
{
    std::vector<Incident> found;
    for (auto& row :
        reader.rows<std::int64_t, std::string, std::string, std::int64_t, Instant, Instant,
            std::optional<Instant>>(fmt::format("SELECT {} FROM incidents i {}", columns, rest), params))
        if (auto incident = incident_from(row)) found.push_back(*std::move(incident));
    return found;
}

std::string_view word_for(News news)
{
    return news == News::Raised ? "raised" : "resolved";
}

std::string_view word_for(Way way)
{
    return way == Way::Mail ? "mail" : "webhook";
}

News news_from(std::string_view word)
{
    return word == "raised" ? News::Raised : News::Resolved;
}

Way way_from(std::string_view word)
{
    return word == "mail" ? Way::Mail : Way::Webhook;
}

} // namespace

bool begin_round(db::Transaction& tx, Instant last, Instant now)
{
    // A clock that was far ahead must not keep all others from looking, once its machine is gone.
    return tx.write("UPDATE incident_rounds SET at = :now WHERE at <= :last OR at > :ahead",
               {{"now", now}, {"last", last}, {"ahead", now + std::chrono::minutes{1}}})
        == 1;
}

std::vector<Incident> incidents_going_on(db::Reader const& reader)
{
    return incidents(reader, "WHERE i.resolved_at IS NULL ORDER BY i.id", {});
}

std::optional<Incident> find_incident_going_on(
    db::Reader const& reader, Matter matter, std::string const& place)
{
    auto found = incidents(reader, "WHERE i.resolved_at IS NULL AND i.matter = :matter AND i.place = :place",
        {{"matter", slug_of(matter)}, {"place", place}});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::int64_t add_incident(db::Transaction& tx, Concern const& concern, Instant now)
{
    return tx.insert(R"sql(
        INSERT INTO incidents (matter, place, figure_thousandths, began_at, seen_at)
        VALUES (:matter, :place, :figure, :now, :now) RETURNING id)sql",
        {{"matter", slug_of(concern.matter)}, {"place", concern.where},
            {"figure", thousandths(concern.figure)}, {"now", now}});
}

void mark_seen(db::Transaction& tx, std::int64_t incident, double figure, Instant now)
{
    tx.write("UPDATE incidents SET seen_at = :now, figure_thousandths = :figure WHERE id = :id",
        {{"now", now}, {"figure", thousandths(figure)}, {"id", incident}});
}

void mark_resolved(db::Transaction& tx, std::int64_t incident, Instant now)
{
    tx.write("UPDATE incidents SET resolved_at = :now WHERE id = :id AND resolved_at IS NULL",
        {{"now", now}, {"id", incident}});
}

void add_notice(db::Transaction& tx, std::int64_t incident, News news, Way way, Instant now)
{
    tx.write(R"sql(
        INSERT INTO incident_notices (incident_id, news, way, written_at, next_at)
        VALUES (:incident, :news, :way, :now, :now))sql",
        {{"incident", incident}, {"news", word_for(news)}, {"way", word_for(way)}, {"now", now}});
}

std::optional<Notice> take_notice(db::Transaction& tx, Instant now, Instant until)
{
    auto const due
        = tx.row<std::int64_t, std::int64_t, std::string, std::string, std::int64_t, Instant>(R"sql(
        SELECT n.id, n.incident_id, n.news, n.way, n.tries, n.written_at FROM incident_notices n
        WHERE n.ended_at IS NULL AND n.next_at <= :now
          AND NOT EXISTS (SELECT 1 FROM incident_notices earlier
                          WHERE earlier.incident_id = n.incident_id AND earlier.way = n.way
                            AND earlier.id < n.id AND earlier.ended_at IS NULL)
        ORDER BY n.next_at, n.id LIMIT 1 /*lock skip*/)sql",
            {{"now", now}});
    if (!due) return std::nullopt;
    auto const& [id, incident, news, way, tries, written] = *due;
    tx.write("UPDATE incident_notices SET tries = tries + 1, next_at = :until WHERE id = :id",
        {{"until", until}, {"id", id}});
    auto of = incidents(tx, "WHERE i.id = :id", {{"id", incident}});
    if (of.empty()) return std::nullopt;
    return Notice{
        id, std::move(of.front()), news_from(news), way_from(way), static_cast<int>(tries) + 1, written};
}

void end_notice(
    db::Transaction& tx, Notice const& notice, std::optional<std::string> const& failure, Instant now)
{
    tx.write("UPDATE incident_notices SET ended_at = :now, failure = :failure WHERE id = :id",
        {{"now", now}, {"failure", failure}, {"id", notice.id}});
}

void put_off_notice(db::Transaction& tx, Notice const& notice, std::string const& failure, Instant next)
{
    tx.write("UPDATE incident_notices SET next_at = :next, failure = :failure WHERE id = :id",
        {{"next", next}, {"failure", failure}, {"id", notice.id}});
}

std::vector<ToldIncident> recent_incidents(db::Reader const& reader, int limit)
{
    // Whatever goes on, and the youngest: two small steps into indexes, however many there were.
    static constexpr std::string_view recent
        = "(SELECT id FROM incidents WHERE resolved_at IS NULL UNION "
          "SELECT id FROM (SELECT id FROM incidents ORDER BY id DESC LIMIT :limit) youngest)";
    std::vector<ToldIncident> told;
    for (auto& incident : incidents(reader,
             fmt::format("WHERE i.id IN {} ORDER BY CASE WHEN i.resolved_at IS NULL THEN 0 ELSE 1 END, "
                         "i.id DESC LIMIT :limit",
                 recent),
             {{"limit", limit}}))
        told.push_back({std::move(incident), {}});
    for (auto& [incident, news, way, ended, failure] :
        reader
            .rows<std::int64_t, std::string, std::string, std::optional<Instant>, std::optional<std::string>>(
                fmt::format("SELECT incident_id, news, way, ended_at, failure FROM incident_notices "
                            "WHERE incident_id IN {} ORDER BY id",
                    recent),
                {{"limit", limit}})) {
        auto const id = incident;
        auto const of = std::find_if(
            told.begin(), told.end(), [&](ToldIncident const& one) { return one.incident.id == id; });
        if (of != told.end())
            of->notices.push_back({news_from(news), way_from(way), ended, std::move(failure)});
    }
    return told;
}

void close_incidents(db::Transaction& tx, Instant now)
{
    tx.write("UPDATE incident_notices SET ended_at = :now WHERE ended_at IS NULL", {{"now", now}});
    tx.write("UPDATE incidents SET resolved_at = :now WHERE resolved_at IS NULL", {{"now", now}});
}

std::int64_t remove_old_incidents(db::Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM incidents WHERE id IN (
            SELECT id FROM incidents WHERE resolved_at < :before ORDER BY resolved_at LIMIT :limit))sql",
        {{"before", before}, {"limit", limit}});
}

} // namespace ocp::supervision
