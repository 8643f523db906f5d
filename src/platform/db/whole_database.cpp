#include "platform/db/whole_database.h"

#include "platform/db/sqlite_file.h"

namespace ocp::db {

namespace {

constexpr auto schema_number = "SELECT coalesce(max(number), 0) FROM migrations";

std::string count_of(std::string_view table)
{
    return "SELECT count(*) FROM " + std::string{table};
}

} // namespace

std::optional<Facts> facts_of(Reader const& reader, std::span<std::string_view const> tables)
{
    if (!reader.has_table("migrations")) return std::nullopt;
    Facts facts{*reader.value<int>(schema_number), {}};
    for (auto const table : tables)
        if (reader.has_table(table))
            facts.rows[std::string{table}] = *reader.value<std::int64_t>(count_of(table));
    return facts;
}

std::optional<Facts> facts_of(SqliteFile& file, std::span<std::string_view const> tables)
{
    auto const has_table = [&](std::string_view name) {
        return file.number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '"
                   + std::string{name} + "'")
            > 0;
    };
    if (!has_table("migrations")) return std::nullopt;
    Facts facts{static_cast<int>(file.number(schema_number)), {}};
    for (auto const table : tables)
        if (has_table(table)) facts.rows[std::string{table}] = file.number(count_of(table));
    return facts;
}

bool is_empty(Reader const& reader)
{
    return *reader.value<std::int64_t>(reader.engine() == Engine::Postgres
                   ? "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                     "WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
                   : "SELECT count(*) FROM sqlite_master")
        == 0;
}

bool has_rows(Reader const& reader, std::string_view table)
{
    return reader.has_table(table)
        && reader.value<int>("SELECT 1 FROM " + std::string{table} + " LIMIT 1").has_value();
}

std::uint64_t size_of(Reader const& reader)
{
    return static_cast<std::uint64_t>(*reader.value<std::int64_t>(reader.engine() == Engine::Postgres
            ? "SELECT pg_database_size(current_database())"
            : "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"));
}

std::string export_snapshot(Reader const& reader)
{
    return *reader.value<std::string>("SELECT pg_export_snapshot()");
}

} // namespace ocp::db
