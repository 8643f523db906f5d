#include "platform/backup/shelf.h"

#include "platform/backup/backup_name.h"
#include "platform/backup/retention.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/stat.h>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view unfinished_head = ".unfinished-";

void make_private_folder(fs::path const& path)
{
    if (mkdir(path.c_str(), 0700) != 0) fail("make the folder", path, errno);
}

} // namespace

Shelf::Shelf(fs::path folder)
    : folder_{std::move(folder)}
{
}

void Shelf::prepare() const
{
    if (fs::is_directory(folder_)) return;
    std::error_code error;
    if (folder_.has_parent_path()) fs::create_directories(folder_.parent_path(), error);
    make_private_folder(folder_);
}

File Shelf::lock() const
{
    auto const path = folder_ / ".lock";
    File file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), path.string()};
    if (!file.is_open()) fail("open", path, errno);
    if (flock(file.descriptor(), LOCK_EX | LOCK_NB) == 0) return file;
    if (errno != EWOULDBLOCK) fail("lock", path, errno);
    throw std::runtime_error{"another backup or restore is at work in " + folder_.string()};
}

std::vector<std::string> Shelf::names() const
{
    std::vector<std::string> found;
    std::error_code trouble;
    for (fs::directory_iterator at{folder_, trouble}, end; !trouble && at != end; at.increment(trouble)) {
        std::error_code unknown;
        if (auto const name = at->path().filename().string(); made_at(name) && at->is_directory(unknown))
            found.push_back(name);
    }
    if (trouble && trouble != std::errc::no_such_file_or_directory)
        throw std::runtime_error{"cannot read the folder " + folder_.string() + ": " + trouble.message()};
    std::sort(found.begin(), found.end());
    return found;
}

tl::expected<Manifest, std::string> Shelf::manifest(std::string_view name) const
{
    auto const path = folder_ / name / manifest_file;
    if (!made_at(name) || !fs::is_regular_file(path))
        return tl::unexpected<std::string>{"it has no manifest: it is no backup of this program"};
    return manifest_from(text_of(path));
}

fs::path Shelf::dump(std::string_view name) const
{
    return folder_ / name / dump_file;
}

fs::path Shelf::unfinished(std::string_view name) const
{
    return folder_ / (std::string{unfinished_head} + std::string{name});
}

void Shelf::clear_unfinished() const
{
    for (auto const& entry : fs::directory_iterator{folder_})
        if (entry.path().filename().string().starts_with(unfinished_head)) fs::remove_all(entry.path());
}

fs::path Shelf::begin(std::string_view name) const
{
    clear_unfinished();
    if (fs::exists(folder_ / name)) throw std::runtime_error{std::string{name} + " is there already"};
    make_private_folder(unfinished(name));
    return unfinished(name);
}

void Shelf::finish(std::string_view name) const
{
    sync_folder(unfinished(name));
    fs::rename(unfinished(name), folder_ / name);
    sync_folder(folder_);
}

void Shelf::abandon(std::string_view name) const noexcept
{
    std::error_code ignored;
    fs::remove_all(unfinished(name), ignored);
}

void Shelf::remove(std::string_view name) const
{
    // Renamed first: one that is half removed must not look like a backup.
    fs::rename(folder_ / name, unfinished(name));
    fs::remove_all(unfinished(name));
}

std::vector<std::string> Shelf::prune(std::size_t days, Instant now) const
{
    std::vector<Instant> moments;
    for (auto const& name : names())
        moments.push_back(*made_at(name));
    std::vector<std::string> gone;
    for (auto const at : outdated(std::move(moments), days, now)) {
        gone.push_back(name_for(at));
        remove(gone.back());
    }
    return gone;
}

} // namespace ocp::backup
