#include "platform/backup/clear_file.h"

#include <atomic>
#include <string>
#include <unistd.h>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view head = ".ocpizza-clear-";

std::string another_name()
{
    static std::atomic<int> made{0};
    return std::string{head} + std::to_string(::getpid()) + "-" + std::to_string(++made);
}

} // namespace

fs::path folder_for_clear_files(db::DatabaseUrl const& running)
{
    if (running.engine != db::Engine::Sqlite) return fs::temp_directory_path();
    fs::path const file{running.path};
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

ClearFile::ClearFile(fs::path const& folder)
    : path{folder / another_name()}
{
}

ClearFile::~ClearFile()
{
    std::error_code ignored;
    fs::remove(path, ignored);
}

void remove_left_clear_files(fs::path const& folder)
{
    std::error_code trouble;
    for (fs::directory_iterator at{folder, trouble}, end; !trouble && at != end; at.increment(trouble)) {
        std::error_code ignored;
        if (at->path().filename().string().starts_with(head)) fs::remove(at->path(), ignored);
    }
}

} // namespace ocp::backup
