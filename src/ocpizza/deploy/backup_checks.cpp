#include "ocpizza/deploy/check.h"
#include "ocpizza/deploy/words.h"

#include <algorithm>
#include <filesystem>

namespace ocp::deploy {

namespace {

using enum Severity;
using enum Serving;

std::string folder_of(Facts const& facts)
{
    return facts.settings ? facts.settings->backup_dir : "";
}

std::string backup_missing(Facts const& facts)
{
    return when(facts.backups && facts.backups->days == 0, "there is no backup in " + folder_of(facts));
}

std::string backup_stale(Facts const& facts)
{
    static constexpr std::chrono::hours oldest{26};
    if (!facts.backups || facts.backups->days == 0) return {};
    auto const age = facts.backups->newest_age;
    return when(age > oldest,
        "the newest backup is " + std::to_string(std::chrono::duration_cast<std::chrono::hours>(age).count())
            + " hours old");
}

std::string backup_damaged(Facts const& facts)
{
    return facts.backups ? listed(facts.backups->damaged) : "";
}

/// How many days must have one by now: each night adds one until there are BACKUP_KEEP. A day's grace, since
/// a night may be an hour longer than the last.
std::size_t days_due(Facts const& facts)
{
    if (!facts.database || !facts.settings) return 0;
    auto const in_service = std::chrono::floor<std::chrono::days>(facts.database->in_service).count();
    auto const nights = static_cast<std::size_t>(std::max<std::int64_t>(in_service - 1, 0));
    return std::min(nights, facts.settings->backup_keep);
}

std::string backup_count(Facts const& facts)
{
    if (!facts.backups || facts.backups->days == 0 || !facts.settings) return {};
    auto const days = facts.backups->days;
    auto const kept = std::to_string(days) + (days == 1 ? " day has a backup" : " days have a backup");
    if (days < days_due(facts)) return kept + ", and " + std::to_string(days_due(facts)) + " should have one";
    return when(days > facts.settings->backup_keep,
        kept + ", and BACKUP_KEEP is " + std::to_string(facts.settings->backup_keep));
}

std::string backup_place(Facts const& facts)
{
    return when(facts.backups && facts.backups->on_the_databases_volume,
        folder_of(facts) + " is on the same disk as the database");
}

std::string backup_mode(Facts const& facts)
{
    if (!facts.backups || facts.backups->open_to_others.empty()) return {};
    return "others than its owner may use " + listed(facts.backups->open_to_others);
}

std::string paths_relative(Facts const& facts)
{
    if (!facts.settings) return {};
    std::vector<std::string> relative;
    auto const look = [&](std::string const& name, std::string const& path) {
        if (!path.empty() && std::filesystem::path{path}.is_relative())
            relative.push_back(name + " is " + path);
    };
    look("BACKUP_DIR", facts.settings->backup_dir);
    look("BACKUP_KEY_FILE", facts.settings->backup_key_file);
    static constexpr std::string_view file_of_database = "sqlite:///";
    std::string_view const url = facts.settings->database_url;
    if (url.starts_with(file_of_database))
        look("DATABASE_URL", std::string{url.substr(file_of_database.size())});
    return listed(relative);
}

std::string paths_missing(Facts const& facts)
{
    return listed(facts.missing_paths);
}

constexpr Check checks[] = {
    {"backup-missing", Error, Goes, backup_missing, "a lost disk or a wrong command takes every order along",
        "ocpizza backup"},
    {"backup-stale", Error, Goes, backup_stale, "what was ordered since then would be lost",
        "ocpizza backup; then look at cron's mails for why the night had none"},
    {"backup-damaged", Error, Goes, backup_damaged, "it cannot be restored",
        "put the right key into BACKUP_KEY_FILE, or remove the damaged folder; then ocpizza backup"},
    {"backup-count", Warning, Goes, backup_count,
        "a fault found late has no backup from before it, or the disk fills up",
        "ocpizza backup, and a line of cron that calls it each night"},
    {"backup-place", Warning, Goes, backup_place, "one broken disk takes the database and its backups",
        "mount another disk where BACKUP_DIR is, and copy the backups elsewhere"},
    {"backup-mode", Error, Goes, backup_mode,
        "another user of the machine reads or replaces every customer's data",
        "chmod 700 the folder, chmod 600 the file of the key"},
    {"paths-relative", Warning, Goes, paths_relative,
        "a command called in another folder writes or looks elsewhere", "write the whole path, from / on"},
    {"paths-missing", Error, Goes, paths_missing, "backups cannot be made or read",
        "install -d -m 700 -o ocpizza -g ocpizza the folder; bring the file back, with mode 600"},
};

} // namespace

std::span<Check const> backup_checks()
{
    return checks;
}

} // namespace ocp::deploy
