#include "platform/backup/verify_backup.h"

#include "platform/backup/postgres_dump.h"
#include "platform/db/sqlite_file.h"

#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

/// A file of this process's own beside the dump, gone with the object.
struct Scratch {
    explicit Scratch(fs::path const& dump)
        : path{dump.string() + ".opened-" + std::to_string(getpid())}
    {
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
    fs::path path;
};

std::optional<std::string> fault_of_sqlite(fs::path const& dump, bool encrypted, Key const& key)
{
    if (!encrypted) return db::SqliteFile{dump, db::SqliteFile::As::Untouched}.damage();
    Scratch const opened{dump};
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

std::optional<std::string> fault_of(fs::path const& dump, Manifest const& manifest, Key const& key)
{
    try {
        std::error_code missing;
        auto const size = fs::file_size(dump, missing);
        if (missing) return "its dump is missing";
        if (size != manifest.size)
            return fmt::format("it has {} bytes where {} were written", size, manifest.size);
        if (sha256_of(dump) != manifest.sha256) return "its checksum is wrong: it was changed";
        if (manifest.engine == db::Engine::Sqlite) return fault_of_sqlite(dump, manifest.encrypted, key);
        list_whole(dump, manifest.encrypted, key);
        return std::nullopt;
    } catch (std::runtime_error const& trouble) {
        return trouble.what();
    }
}

} // namespace ocp::backup
