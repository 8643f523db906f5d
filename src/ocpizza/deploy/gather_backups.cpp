#include "base/text.h"
#include "ocpizza/cli/backup_commands.h"
#include "ocpizza/deploy/gather.h"
#include "ocpizza/deploy/machine_files.h"
#include "ocpizza/system_clock.h"
#include "platform/backup/backup_name.h"
#include "platform/backup/clear_file.h"
#include "platform/backup/shelf.h"
#include "platform/backup/verify_backup.h"
#include "platform/db/database_url.h"

#include <fmt/format.h>
#include <set>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace ocp::deploy {

namespace {

namespace fs = std::filesystem;

/// The value of a line `name = 'value'   # words`; "" when the text has none.
std::string value_in(std::string const& text, std::string_view name)
{
    std::string value;
    for (auto line : text::split(text, '\n')) {
        auto const equals = line.find('=');
        if (equals == line.npos || text::trimmed(line.substr(0, equals)) != name) continue;
        line = text::trimmed(line.substr(equals + 1));
        auto const is_quoted = line.starts_with('\'');
        if (is_quoted) line.remove_prefix(1);
        value = line.substr(0, line.find_first_of(is_quoted ? "'" : " \t#"));
    }
    return value;
}

/// Where Debian keeps the cluster that listens at this port; "" when none of this machine does. The server
/// itself tells it to superusers only.
fs::path folder_of_cluster(fs::path const& root, std::string const& port)
{
    std::error_code missing;
    for (auto const& version : fs::directory_iterator{root / "etc/postgresql", missing})
        for (auto const& cluster : fs::directory_iterator{version.path(), missing}) {
            auto const text = text_of(cluster.path() / "postgresql.conf");
            if (value_in(text, "port") == port) return value_in(text, "data_directory");
        }
    return {};
}

fs::path where_the_database_lies(std::string const& database_url, fs::path const& root)
{
    auto const url = db::parse_database_url(database_url);
    if (url.engine == db::Engine::Sqlite) return url.path;
    if (url.has_several_hosts() || !db::on_this_machine(url.host)) return {};
    return folder_of_cluster(root, url.port.empty() ? "5432" : url.port);
}

bool on_one_volume(fs::path const& one, fs::path const& other)
{
    struct stat first { };
    struct stat second { };
    return stat(one.c_str(), &first) == 0 && stat(other.c_str(), &second) == 0
        && first.st_dev == second.st_dev;
}

/// "/var/backups/ocpizza (mode 755)", when others than its owner may do anything with it.
void add_if_open(std::vector<std::string>& open, fs::path const& path)
{
    struct stat state { };
    if (stat(path.c_str(), &state) == 0 && (state.st_mode & 077U) != 0)
        open.push_back(fmt::format("{} (mode {:o})", path.string(), state.st_mode & 0777U));
}

/// Otherwise the faults of its file say enough.
bool key_is_in_order(std::string const& path)
{
    struct stat state { };
    return path.empty()
        || (access(path.c_str(), R_OK) == 0 && stat(path.c_str(), &state) == 0
            && (state.st_mode & 077U) == 0);
}

std::optional<std::string> fault_of_backup(backup::Shelf const& shelf, std::string const& name,
    backup::Key const& key, std::filesystem::path const& clear_files)
{
    auto const manifest = shelf.manifest(name);
    if (!manifest) return manifest.error();
    return backup::fault_of(shelf.dump(name), *manifest, key, clear_files);
}

/// Every backup that is not whole. Without its key nothing can be said.
std::vector<std::string> damaged_in(backup::Shelf const& shelf, Settings const& settings)
{
    std::vector<std::string> damaged;
    try {
        auto const key = cli::backup_key(settings);
        auto const clear_files
            = backup::folder_for_clear_files(db::parse_database_url(settings.database_url));
        for (auto const& name : shelf.names())
            if (auto const fault = fault_of_backup(shelf, name, key, clear_files))
                damaged.push_back(name + ": " + *fault);
    } catch (std::runtime_error const& trouble) {
        damaged.emplace_back(trouble.what());
    }
    return damaged;
}

} // namespace

std::vector<std::string> missing_paths(Settings const& settings)
{
    std::vector<std::string> missing;
    auto const add = [&](std::string_view name, std::string const& path, std::string_view what) {
        missing.push_back(fmt::format("{} {} {}", name, path, what));
    };
    std::error_code unknown;
    if (!fs::is_directory(settings.backup_dir, unknown))
        add("BACKUP_DIR", settings.backup_dir, "is not there, or is no folder");
    else if (access(settings.backup_dir.c_str(), R_OK | W_OK | X_OK) != 0)
        add("BACKUP_DIR", settings.backup_dir, "may not be written by this user");
    if (!settings.backup_key_file.empty() && access(settings.backup_key_file.c_str(), R_OK) != 0)
        add("BACKUP_KEY_FILE", settings.backup_key_file, "is not there, or may not be read by this user");
    return missing;
}

std::optional<BackupFacts> backup_facts(Settings const& settings, fs::path const& root)
{
    std::error_code unknown;
    if (!fs::is_directory(settings.backup_dir, unknown)) return std::nullopt;
    backup::Shelf const shelf{settings.backup_dir};
    BackupFacts facts;
    std::set<std::int64_t> days;
    auto newest = Instant::ms(0);
    for (auto const& name : shelf.names()) {
        newest = *backup::made_at(name);
        days.insert(newest.ms() / std::chrono::milliseconds{std::chrono::hours{24}}.count());
    }
    facts.days = days.size();
    if (!days.empty()) facts.newest_age = SystemClock{}.now() - newest;
    add_if_open(facts.open_to_others, settings.backup_dir);
    if (!settings.backup_key_file.empty()) add_if_open(facts.open_to_others, settings.backup_key_file);
    if (key_is_in_order(settings.backup_key_file)) facts.damaged = damaged_in(shelf, settings);
    facts.on_the_databases_volume
        = on_one_volume(settings.backup_dir, where_the_database_lies(settings.database_url, root));
    return facts;
}

} // namespace ocp::deploy
