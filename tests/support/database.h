#pragma once

#include "platform/db/database.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

namespace ocp::test {

/// A database of one test's own, with every migration applied; gone with the object.
///
/// PostgreSQL is reached through OCP_TEST_POSTGRES_URL (postgres://user@host:port/postgres, a user that may
/// create databases; bin/lib/test-postgres.sh starts one). Without it the constructor throws: a test never
/// skips silently.
class TestDatabase {
public:
    explicit TestDatabase(db::Engine engine);
    ~TestDatabase();
    TestDatabase(TestDatabase const&) = delete;
    TestDatabase& operator=(TestDatabase const&) = delete;

    /// A pool of eight sessions, patient enough for a loaded machine.
    db::Database& database() { return *database_; }
    /// To open another pool, as another process would.
    db::Options options() const;

private:
    std::string url_;
    std::string name_; ///< of the PostgreSQL database, or the folder of the SQLite file
    db::Engine engine_;
    std::unique_ptr<db::Database> database_;
};

/// Runs every case of a suite on both engines, each case on a fresh database:
///
///     struct Stocks : test::OnBothEngines { };
///     OCP_ON_BOTH_ENGINES(Stocks);
///     TEST_P(Stocks, never_go_below_zero) { database().in_transaction(…); }
class OnBothEngines : public testing::TestWithParam<db::Engine> {
protected:
    db::Database& database() { return made_.database(); }
    db::Options options() const { return made_.options(); }
    TestDatabase made_{GetParam()};
};

std::string engine_name(testing::TestParamInfo<db::Engine> const& info);

} // namespace ocp::test

#define OCP_ON_BOTH_ENGINES(suite)                                                                           \
    INSTANTIATE_TEST_SUITE_P(on, suite, testing::Values(ocp::db::Engine::Sqlite, ocp::db::Engine::Postgres), \
        ocp::test::engine_name)
