#include "platform/backup/verify_backup.h"

#include "platform/backup/clear_file.h"
#include "platform/backup/postgres_dump.h"
#include "platform/db/sqlite_file.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

std::optional<std::string> fault_of_sqlite(
    fs::path const& dump, bool encrypted, Key const& key, fs::path const& clear_files)
{
    if (!encrypted) return db::SqliteFile{dump, db::SqliteFile::As::Untouched}.damage();
    ClearFile const opened{clear_files};
    DumpReader reader{dump, true, key};
    auto file = File::create(opened.path);
    for (auto bytes = reader.next(); !bytes.empty(); bytes = reader.next())
        file.write(bytes);
    return db::SqliteFile{opened.path, db::SqliteFile::As::Untouched}.damage();
}

/// pg_restore may have read enough before the end; what it left is read all the same, for its seals.
void list_whole(fs::path const& dump, bool encrypted, Key const& key)
{
    DumpReader reader{dump, encrypted, key};
    list_postgres_dump([&] { return reader.next(); });
    while (!reader.next().empty()) { }
}

} // namespace

std::optional<std::string> fault_of(
    fs::path const& dump, Manifest const& manifest, Key const& key, fs::path const& clear_files)
{
    try {
        std::error_code missing;
        auto const size = fs::file_size(dump, missing);
        if (missing) return "its dump is missing";
        if (size != manifest.size)
            return fmt::format("it has {} bytes where {} were written", size, manifest.size);
        if (sha256_of(dump) != manifest.sha256) return "its checksum is wrong: it was changed";
        if (manifest.engine == db::Engine::Sqlite)
            return fault_of_sqlite(dump, manifest.encrypted, key, clear_files);
        list_whole(dump, manifest.encrypted, key);
        return std::nullopt;
    } catch (std::runtime_error const& trouble) {
        return trouble.what();
    }
}

} // namespace ocp::backup
