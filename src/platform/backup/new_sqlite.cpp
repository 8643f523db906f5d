#include "platform/backup/backup_name.h"
#include "platform/backup/file.h"
#include "platform/backup/new_database.h"
#include "platform/db/database_url.h"
#include "platform/db/sqlite_file.h"

#include <fmt/format.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace ocp::backup {

namespace fs = std::filesystem;

namespace {

std::string url_of(fs::path const& path)
{
    std::string url = "sqlite:///";
    for (char const c : path.string())
        c == '%' ? url += "%25" : url += c;
    return url;
}

fs::path with(fs::path const& path, std::string_view tail)
{
    return path.string() + std::string{tail};
}

/// What SQLite keeps beside a file that is in use.
constexpr std::string_view companions[] = {"-wal", "-shm", "-journal"};

class NewSqlite : public NewDatabase {
public:
    NewSqlite(db::Options const& running, Instant now)
        : options_{running}
        , running_{db::parse_database_url(running.url).path}
        , new_{with(running_, ".restore-" + stamp_of(now))}
        , old_{with(running_, ".before-" + stamp_of(now))}
    {
        if (fs::exists(new_) || fs::exists(old_))
            throw std::runtime_error{new_.string() + " or " + old_.string() + " is there already"};
        if (running_.has_parent_path()) fs::create_directories(running_.parent_path());
    }
    ~NewSqlite() override
    {
        std::error_code ignored;
        fs::remove(new_, ignored);
        for (auto const tail : companions)
            fs::remove(with(new_, tail), ignored);
    }
    NewSqlite(NewSqlite const&) = delete;
    NewSqlite& operator=(NewSqlite const&) = delete;

    db::Options options() const override
    {
        auto its = options_;
        its.url = url_of(new_);
        return its;
    }

    std::optional<Replaced> take_over() override
    {
        settle();
        if (!fs::exists(running_)) {
            put_in_place();
            return std::nullopt;
        }
        auto const held = hold_running();
        take_its_owner_and_mode();
        keep_running();
        put_in_place();
        return Replaced{old_.string(), "rm " + old_.string()};
    }

private:
    /// Everything of the new one in its one file, and that on the disk.
    void settle() const
    {
        if (!db::SqliteFile{new_, db::SqliteFile::As::Alone}.hold())
            throw std::runtime_error{new_.string() + " is in use by another program"};
        File::open(new_).sync();
    }

    /// Whoever has the old file open would go on writing into it, unseen.
    std::unique_ptr<db::SqliteFile> hold_running() const
    {
        std::unique_ptr<db::SqliteFile> file;
        bool is_free = true;
        try {
            file = std::make_unique<db::SqliteFile>(running_, db::SqliteFile::As::Shared);
            is_free = file->hold();
        } catch (db::NoDatabase const&) {
            // Too damaged to be opened: that may be why a backup is wanted.
            return nullptr;
        }
        if (!is_free)
            throw std::runtime_error{
                running_.string() + " is in use: stop `ocpizza serve` first, then restore"};
        return file;
    }

    void take_its_owner_and_mode() const
    {
        struct stat facts { };
        if (stat(running_.c_str(), &facts) != 0) return;
        fs::permissions(new_, static_cast<fs::perms>(facts.st_mode & 0777));
        // Only root may, and only root needs to.
        [[maybe_unused]] auto const ignored = chown(new_.c_str(), facts.st_uid, facts.st_gid);
    }

    void keep_running() const
    {
        // A second name, so that the first is never without a file.
        std::error_code no_links;
        fs::create_hard_link(running_, old_, no_links);
        if (no_links) fs::rename(running_, old_);
    }

    void put_in_place() const
    {
        // Of a file that could be held there are none left; those of a damaged one must not be taken for the
        // new one's.
        for (auto const tail : companions)
            if (fs::exists(with(running_, tail))) fs::rename(with(running_, tail), with(old_, tail));
        fs::rename(new_, running_);
        try {
            sync_folder(running_.has_parent_path() ? running_.parent_path() : fs::path{"."});
        } catch (std::exception const& trouble) {
            throw Unclear{std::string{trouble.what()}
                + ". The restored database has taken its place; whether "
                  "the disk has kept that is not certain"};
        }
    }

    db::Options options_;
    fs::path running_, new_, old_;
};

} // namespace

std::vector<std::string> remove_left_sqlite(db::Options const& running)
{
    fs::path const file{db::parse_database_url(running.url).path};
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    auto const head = file.filename().string() + ".restore-";
    std::vector<std::string> left;
    std::error_code trouble;
    for (fs::directory_iterator at{folder, trouble}, end; !trouble && at != end; at.increment(trouble))
        if (auto const name = at->path().filename().string(); name.starts_with(head)) left.push_back(name);
    for (auto const& name : left)
        fs::remove(folder / name, trouble);
    return left;
}

std::unique_ptr<NewDatabase> new_sqlite_beside(db::Options const& running, Instant now)
{
    return std::make_unique<NewSqlite>(running, now);
}

} // namespace ocp::backup
