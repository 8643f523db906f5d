#include "platform/backup/new_database.h"

#include "platform/backup/postgres_dump.h"
#include "platform/db/postgres_conninfo.h"
#include "platform/db/session.h"
#include "platform/db/whole_database.h"

#include <filesystem>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

bool is_postgres(db::Options const& options)
{
    return db::parse_database_url(options.url).engine == db::Engine::Postgres;
}

} // namespace

std::unique_ptr<NewDatabase> new_database_beside(db::Options const& running, Instant now)
{
    return is_postgres(running) ? new_postgres_beside(running, now) : new_sqlite_beside(running, now);
}

std::vector<std::string> remove_left_databases(db::Options const& running)
{
    return is_postgres(running) ? remove_left_postgres(running) : remove_left_sqlite(running);
}

bool is_empty(db::Options const& options)
{
    if (!is_postgres(options)) {
        fs::path const path{db::parse_database_url(options.url).path};
        return !fs::exists(path) || fs::file_size(path) == 0;
    }
    db::Session session{db::parse_database_url(options.url), options};
    return db::is_empty(db::Reader{session});
}

void fill(db::Options const& target, DumpReader& dump, std::function<void(std::uint64_t)> const& progress)
{
    std::uint64_t read = 0;
    auto const next = [&] {
        auto const bytes = dump.next();
        progress(read += bytes.size());
        return bytes;
    };
    auto const url = db::parse_database_url(target.url);
    if (url.engine == db::Engine::Postgres) {
        restore_postgres_dump(db::postgres_environment(url, target), next);
        // Fresh tables have no statistics, and questions to the whole of them would take for ever.
        db::Session{url, target}.script("ANALYZE");
        return;
    }
    std::error_code ignored;
    if (fs::exists(url.path) && fs::file_size(url.path) == 0) fs::remove(url.path, ignored);
    auto file = File::create(url.path);
    for (auto bytes = next(); !bytes.empty(); bytes = next())
        file.write(bytes);
    file.sync();
}

} // namespace ocp::backup
