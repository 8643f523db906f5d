#include "ocpizza/deploy/schema_columns_store.h"

namespace ocp::deploy {

Columns columns_of(db::Reader const& reader)
{
    static constexpr std::string_view on_postgres = R"sql(
        SELECT c.table_name, c.column_name, CASE c.is_nullable WHEN 'YES' THEN 'NULL' ELSE 'NOT NULL' END
        FROM information_schema.columns c JOIN information_schema.tables t
            ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE')sql";
    static constexpr std::string_view on_sqlite = R"sql(
        SELECT t.name, c.name, CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN 'NOT NULL' ELSE 'NULL' END
        FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%')sql";
    Columns columns;
    auto const sql = reader.engine() == db::Engine::Postgres ? on_postgres : on_sqlite;
    for (auto& [table, column, null] : reader.rows<std::string, std::string, std::string>(sql))
        columns[table][column] = null;
    return columns;
}

} // namespace ocp::deploy
