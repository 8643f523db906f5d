#include "ocpizza/deploy/schema_drift.h"

#include "ocpizza/deploy/schema_columns_store.h"
#include "platform/db/migrations.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>

namespace ocp::deploy {

namespace {

namespace fs = std::filesystem;

/// A folder that goes away with everything in it.
class Folder {
public:
    Folder()
    {
        auto pattern = (fs::temp_directory_path() / "ocpizza-check-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"cannot make " + pattern};
        path_ = pattern;
    }
    ~Folder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

/// SQLite, whichever engine is judged: the migrations are one text.
Columns as_migrated()
{
    Folder const folder;
    db::Options options;
    options.url = "sqlite:///" + (folder.path() / "fresh.sqlite").string();
    options.sessions = 1;
    db::Database fresh{options};
    db::migrate(fresh);
    return fresh.read(columns_of);
}

void compare_tables(std::string const& table, std::map<std::string, std::string> const& expected,
    std::map<std::string, std::string> const& there, std::vector<std::string>& faults)
{
    for (auto const& [column, null] : expected) {
        auto const found = there.find(column);
        if (found == there.end())
            faults.push_back(fmt::format("{}.{} is missing", table, column));
        else if (found->second != null)
            faults.push_back(fmt::format("{}.{} is {} instead of {}", table, column, found->second, null));
    }
    for (auto const& [column, null] : there)
        if (!expected.contains(column)) faults.push_back(fmt::format("{}.{} is too many", table, column));
}

} // namespace

std::vector<std::string> schema_drift(db::Database& database)
{
    auto const there = database.read(columns_of);
    std::vector<std::string> faults;
    for (auto const& [table, expected] : as_migrated()) {
        auto const found = there.find(table);
        if (found == there.end())
            faults.push_back("table " + table + " is missing");
        else
            compare_tables(table, expected, found->second, faults);
    }
    return faults;
}

} // namespace ocp::deploy
