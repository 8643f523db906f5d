#include "ocpizza/cli/data_checks.h"

#include "base/text.h"

#include <stdexcept>

namespace ocp::checks {

namespace {

struct Query {
    std::string id, sentence, sql;
};

std::vector<Query> queries()
{
    static constexpr std::string_view mark = "-- check ";
    std::vector<Query> found;
    for (std::size_t i = 0; i < embedded_checks_count; ++i) {
        for (auto const line : text::split(embedded_checks[i].bytes, '\n')) {
            if (line.starts_with(mark)) {
                auto const colon = line.find(':');
                if (colon == std::string_view::npos) throw std::logic_error{"a check has no sentence"};
                found.push_back({std::string{line.substr(mark.size(), colon - mark.size())},
                    std::string{text::trimmed(line.substr(colon + 1))}, {}});
            } else if (!found.empty() && !line.starts_with("--")) {
                found.back().sql.append(line).append("\n");
            }
        }
    }
    return found;
}

/// Writes what differs between engines: reading a JSON object as rows.
std::string in_dialect(std::string sql, db::Engine engine)
{
    static constexpr std::string_view macro = "@each_need(";
    for (auto at = sql.find(macro); at != std::string::npos; at = sql.find(macro)) {
        auto const end = sql.find(")@", at);
        auto const column = sql.substr(at + macro.size(), end - at - macro.size());
        sql.replace(at, end + 2 - at,
            engine == db::Engine::Postgres ? "jsonb_each_text(CAST(" + column + " AS jsonb))"
                                           : "json_each(" + column + ")");
    }
    while (!sql.empty() && (sql.back() == '\n' || sql.back() == ';'))
        sql.pop_back();
    return sql;
}

} // namespace

std::vector<DataFault> data_faults(db::Database& database)
{
    static constexpr std::size_t shown = 20;
    return database.read_snapshot([&](db::Reader const& reader) {
        std::vector<DataFault> faults;
        for (auto const& query : queries()) {
            auto const rows = reader.rows<std::string>(in_dialect(query.sql, database.engine()));
            if (rows.empty()) continue;
            DataFault fault{query.id, query.sentence, {}, rows.size()};
            for (std::size_t i = 0; i < rows.size() && i < shown; ++i)
                fault.places.push_back(std::get<0>(rows[i]));
            faults.push_back(std::move(fault));
        }
        return faults;
    });
}

} // namespace ocp::checks
