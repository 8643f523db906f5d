#include "platform/db/sqlite_file.h"

#include <sqlite3.h>
#include <stdexcept>
#include <thread>

namespace ocp::db {

namespace {

constexpr int pages_at_once = 2048;
constexpr int patience_ms = 5000;

/// Turns a path into SQLite's URI, which alone can say `immutable`.
std::string untouched_uri(std::filesystem::path const& path)
{
    std::string uri = "file:";
    for (char const c : std::filesystem::absolute(path).string())
        if (c == '%')
            uri += "%25";
        else if (c == '?')
            uri += "%3f";
        else if (c == '#')
            uri += "%23";
        else
            uri += c;
    return uri + "?immutable=1";
}

using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;
using Copy = std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)>;

} // namespace

SqliteFile::SqliteFile(std::filesystem::path path, As as)
    : path_{std::move(path)}
    , connection_{nullptr, sqlite3_close}
{
    auto const name = as == As::Untouched ? untouched_uri(path_) : path_.string();
    auto const flags = as == As::Untouched ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        : as == As::Shared                 ? SQLITE_OPEN_READWRITE
                                           : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* opened = nullptr;
    auto const code = sqlite3_open_v2(name.c_str(), &opened, flags, nullptr);
    connection_.reset(opened);
    if (code != SQLITE_OK) fail();
    sqlite3_busy_timeout(opened, patience_ms);
}

SqliteFile::~SqliteFile() = default;

void SqliteFile::fail()
{
    auto const what = path_.string() + ": " + sqlite3_errmsg(connection_.get());
    auto const code = sqlite3_errcode(connection_.get());
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) throw NoDatabase{what};
    throw std::runtime_error{what};
}

void SqliteFile::copy_to(
    std::filesystem::path const& target, std::function<void(std::uint64_t)> const& progress)
{
    // One reading transaction round all steps: else every write of others would start the copy anew.
    if (sqlite3_exec(
            connection_.get(), "BEGIN; SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr)
        != SQLITE_OK)
        fail();
    SqliteFile made{target, As::Alone};
    {
        Copy const copy{sqlite3_backup_init(made.connection_.get(), "main", connection_.get(), "main"),
            sqlite3_backup_finish};
        if (!copy) made.fail();
        auto const page = static_cast<std::uint64_t>(number("PRAGMA page_size"));
        for (int code = SQLITE_OK; code != SQLITE_DONE;) {
            code = sqlite3_backup_step(copy.get(), pages_at_once);
            if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_BUSY && code != SQLITE_LOCKED)
                throw std::runtime_error{target.string() + ": " + sqlite3_errstr(code)};
            if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
                std::this_thread::sleep_for(std::chrono::milliseconds{20});
            auto const done = sqlite3_backup_pagecount(copy.get()) - sqlite3_backup_remaining(copy.get());
            progress(static_cast<std::uint64_t>(done) * page);
        }
    }
    sqlite3_exec(connection_.get(), "COMMIT", nullptr, nullptr, nullptr);
    if (!made.hold()) made.fail();
}

std::optional<std::string> SqliteFile::first_text(std::string const& sql)
{
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) fail();
    Statement const statement{prepared, sqlite3_finalize};
    auto const code = sqlite3_step(prepared);
    if (code == SQLITE_DONE) return std::nullopt;
    if (code != SQLITE_ROW) fail();
    auto const* const text = reinterpret_cast<char const*>(sqlite3_column_text(prepared, 0));
    return text == nullptr ? std::nullopt : std::optional<std::string>{text};
}

std::optional<std::string> SqliteFile::damage()
{
    try {
        auto const found = first_text("PRAGMA integrity_check(1)");
        return found == "ok" ? std::nullopt : found;
    } catch (std::runtime_error const& trouble) {
        return trouble.what();
    }
}

std::int64_t SqliteFile::number(std::string const& sql)
{
    auto const found = first_text(sql);
    return found ? std::stoll(*found) : 0;
}

bool SqliteFile::hold()
{
    // Leaving WAL mode succeeds only for the last one who has the file open, and folds the log into it.
    auto const code = sqlite3_exec(
        connection_.get(), "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return false;
    if (code != SQLITE_OK) fail();
    return true;
}

} // namespace ocp::db
