#include "platform/backup/make_backup.h"

#include "platform/backup/backup_name.h"
#include "platform/backup/clear_file.h"
#include "platform/backup/postgres_dump.h"
#include "platform/backup/verify_backup.h"
#include "platform/db/postgres_conninfo.h"
#include "platform/db/sqlite_file.h"
#include "platform/db/whole_database.h"

#include <stdexcept>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

db::Facts expected(std::optional<db::Facts> facts)
{
    if (!facts) throw std::runtime_error{"the database has no schema yet: there is nothing to back up"};
    return std::move(*facts);
}

Manifest described(db::Engine engine, db::Facts facts, Written written)
{
    Manifest manifest;
    manifest.engine = engine;
    manifest.schema = facts.schema;
    manifest.rows = std::move(facts.rows);
    manifest.size = written.size;
    manifest.sha256 = std::move(written.sha256);
    return manifest;
}

Manifest copy_sqlite(BackupOrder const& order, fs::path const& folder)
{
    auto const url = db::parse_database_url(order.source.url);
    ClearFile const file{folder_for_clear_files(url)};
    auto const& copy = file.path;
    db::SqliteFile{url.path, db::SqliteFile::As::Shared}.copy_to(copy, order.progress);
    db::SqliteFile made{copy, db::SqliteFile::As::Untouched};
    auto facts = expected(db::facts_of(made, order.counted));
    DumpWriter writer{folder / dump_file, order.key};
    DumpReader reader{copy, false, {}};
    for (auto bytes = reader.next(); !bytes.empty(); bytes = reader.next())
        writer.write(bytes);
    return described(db::Engine::Sqlite, std::move(facts), writer.finish());
}

/// The counts and the dump look at one moment: pg_dump takes over the snapshot of our transaction.
Manifest dump_postgres_database(BackupOrder const& order, fs::path const& folder)
{
    db::Database database{order.source};
    return database.read_snapshot([&](db::Reader const& reader) {
        auto facts = expected(db::facts_of(reader, order.counted));
        DumpWriter writer{folder / dump_file, order.key};
        std::uint64_t read = 0;
        dump_postgres(db::postgres_environment(db::parse_database_url(order.source.url), order.source),
            db::export_snapshot(reader), [&](std::string_view bytes) {
                writer.write(bytes);
                order.progress(read += bytes.size());
            });
        return described(db::Engine::Postgres, std::move(facts), writer.finish());
    });
}

Made write_into(fs::path const& folder, std::string const& name, BackupOrder const& order)
{
    auto const url = db::parse_database_url(order.source.url);
    auto manifest = url.engine == db::Engine::Postgres ? dump_postgres_database(order, folder)
                                                       : copy_sqlite(order, folder);
    manifest.made_at = order.now;
    manifest.program = order.program;
    manifest.encrypted = order.key.has_value();
    auto file = File::create(folder / manifest_file);
    file.write(to_text(manifest));
    file.sync();
    if (auto const fault = fault_of(folder / dump_file, manifest, order.key, folder_for_clear_files(url)))
        throw std::runtime_error{"the new backup cannot be read again: " + *fault};
    return {name, std::move(manifest)};
}

} // namespace

Made make_backup(Shelf const& shelf, BackupOrder const& order)
{
    auto const name = name_for(order.now);
    auto const folder = shelf.begin(name);
    if (auto const url = db::parse_database_url(order.source.url); url.engine == db::Engine::Sqlite)
        remove_left_clear_files(folder_for_clear_files(url));
    try {
        auto made = write_into(folder, name, order);
        shelf.finish(name);
        return made;
    } catch (...) {
        shelf.abandon(name);
        throw;
    }
}

} // namespace ocp::backup
