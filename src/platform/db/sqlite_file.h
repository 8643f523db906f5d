#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

struct sqlite3;

namespace ocp::db {

/// What is in the file is no SQLite database, or no longer one.
struct NoDatabase : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A SQLite file by its own library, for what sessions do not offer: a copy while others write, a look at a
/// file without touching it, the question whether anybody has it open. Failures throw std::runtime_error,
/// NoDatabase where it is damaged.
class SqliteFile {
public:
    enum class As {
        Shared, ///< others read and write it meanwhile
        Alone, ///< made if it is not there
        Untouched ///< read only, no file appears beside it
    };
    SqliteFile(std::filesystem::path, As);
    ~SqliteFile();
    SqliteFile(SqliteFile const&) = delete;
    SqliteFile& operator=(SqliteFile const&) = delete;

    /// Copies one moment of it into a new file, by the online backup API; tells how many bytes are done.
    void copy_to(std::filesystem::path const&, std::function<void(std::uint64_t)> const& progress);
    /// What `PRAGMA integrity_check` finds first; nothing when it is whole.
    std::optional<std::string> damage();
    std::int64_t number(std::string const& sql);
    /// Writes everything into the one file and holds it, until the object goes, so that nobody opens it
    /// meanwhile. False when somebody has it open.
    bool hold();

private:
    std::optional<std::string> first_text(std::string const& sql);
    [[noreturn]] void fail();

    std::filesystem::path path_;
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> connection_;
};

} // namespace ocp::db
