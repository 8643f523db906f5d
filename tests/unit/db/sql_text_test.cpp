#include "platform/db/reader.h"
#include "platform/db/sql_text.h"

#include <gmock/gmock.h>

namespace ocp::db {
namespace {

using testing::ElementsAre;
using enum ValueKind;

std::string postgres(std::string_view sql, std::vector<ValueKind> const& kinds)
{
    return sql_for(Engine::Postgres, sql, kinds).text;
}

TEST(SqlText, numbers_each_name_once)
{
    auto const sql = "a = :a AND b = :b_2 OR a > :a";
    EXPECT_THAT(parameter_names(sql), ElementsAre("a", "b_2"));
    EXPECT_EQ(sql_for(Engine::Sqlite, sql, {Integer, Text}).text, "a = ?1 AND b = ?2 OR a > ?1");
    EXPECT_EQ(postgres(sql, {Integer, Text}), "a = $1::bigint AND b = $2::text OR a > $1::bigint");
}

TEST(SqlText, tells_postgresql_what_each_parameter_is_unless_the_sql_does)
{
    EXPECT_EQ(postgres(":a,:b,:c,:d", {Null, Floating, Integer, Text}),
        "$1,$2::double precision,$3::bigint,$4::text");
    EXPECT_EQ(postgres(":a::text::xid8", {Integer}), "$1::text::xid8");
}

TEST(SqlText, leaves_quotes_and_casts_alone)
{
    EXPECT_THAT(parameter_names("':no' \":no\" a::bigint 'it''s :no' :yes"), ElementsAre("yes"));
    EXPECT_EQ(postgres("SELECT ':x -- y' , \"a:b\", c::text", {}), "SELECT ':x -- y' , \"a:b\", c::text");
}

TEST(SqlText, drops_comments)
{
    EXPECT_EQ(postgres("SELECT 1 -- :no 'quote\n + 2 /* :no \n ' */ + :x", {Integer}),
        "SELECT 1  \n + 2   + $1::bigint");
    EXPECT_THAT(parameter_names("SELECT 1 -- the last line: :no"), ElementsAre());
}

TEST(SqlText, locks_where_the_engine_has_row_locks)
{
    auto const sql = "ORDER BY id /*lock*/ LIMIT 1";
    EXPECT_EQ(postgres(sql, {}), "ORDER BY id  FOR NO KEY UPDATE  LIMIT 1");
    EXPECT_EQ(postgres("ORDER BY s.id /*lock of s*/) t", {}), "ORDER BY s.id  FOR NO KEY UPDATE OF s ) t");
    EXPECT_EQ(postgres("ORDER BY id /*lock skip*/", {}), "ORDER BY id  FOR NO KEY UPDATE SKIP LOCKED ");
    EXPECT_EQ(sql_for(Engine::Sqlite, sql, {}).text, "ORDER BY id   LIMIT 1");
}

TEST(SqlText, survives_what_never_ends)
{
    for (auto const* sql :
        {"'open", "\"open", "/* open", "-- open", ":", "::", "a:", "/", "-", ":a:", "'a' :"})
        EXPECT_NO_THROW(postgres(sql, {Integer, Integer})) << sql;
}

} // namespace
} // namespace ocp::db
