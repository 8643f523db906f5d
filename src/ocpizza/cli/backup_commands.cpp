#include "ocpizza/cli/backup_commands.h"

#include "ocpizza/alerts/command_outcome.h"
#include "ocpizza/cli/backup_words.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/system_clock.h"
#include "ocpizza/version.h"
#include "platform/backup/backup_name.h"
#include "platform/backup/clear_file.h"
#include "platform/backup/key.h"
#include "platform/backup/make_backup.h"
#include "platform/backup/verify_backup.h"
#include "platform/db/database_url.h"
#include "platform/db/whole_database.h"

#include <algorithm>
#include <fmt/format.h>
#include <iostream>
#include <thread>

namespace ocp::cli {

namespace {

/// About how many bytes there will be: as many as last time, else as the whole database has at most.
std::uint64_t expected_size(backup::Shelf const& shelf, db::Engine engine)
{
    auto const names = shelf.names();
    if (names.empty()) return 0;
    auto const last = shelf.manifest(names.back());
    return last && last->engine == engine ? last->size : 0;
}

std::uint64_t size_of_database(db::Options const& options)
{
    db::Database database{options};
    return database.read(db::size_of);
}

/// Now, or the first moment whose name is free: names tell seconds, and a second may have had its backup.
Instant free_moment(backup::Shelf const& shelf)
{
    for (;;) {
        auto const now = SystemClock{}.now();
        auto const names = shelf.names();
        if (std::find(names.begin(), names.end(), backup::name_for(now)) == names.end()) return now;
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
}

struct Row {
    std::string name, local, utc, age, size, engine, schema, sealed, state;
};

void print(Row const& row, Listing listing)
{
    std::cout << fmt::format("{:<24} {:<22} {:<19} {:>8} {:>9} {:<10} {:>6} {:<9}", row.name, row.local,
        row.utc, row.age, row.size, row.engine, row.schema, row.sealed);
    if (listing == Listing::Verified) std::cout << "  " << row.state;
    std::cout << '\n';
}

/// Nothing when the backup is whole, as far as was asked.
std::optional<std::string> print_backup(backup::Shelf const& shelf, std::string const& name, Listing listing,
    backup::Key const& key, std::filesystem::path const& clear_files, Instant now)
{
    auto const made_at = *backup::made_at(name);
    auto const manifest = shelf.manifest(name);
    Row row{name, local_text(made_at), utc_text(made_at), age_text(now - made_at), "?", "?", "?", "?", "ok"};
    std::optional<std::string> fault;
    if (!manifest) {
        fault = manifest.error();
    } else {
        row.size = size_text(manifest->size);
        row.engine = backup::to_text(manifest->engine);
        row.schema = std::to_string(manifest->schema);
        row.sealed = manifest->encrypted ? "encrypted" : "clear";
        if (listing == Listing::Verified)
            fault = backup::fault_of(shelf.dump(name), *manifest, key, clear_files);
    }
    if (fault) row.state = "DAMAGED: " + *fault;
    print(row, listing);
    return fault;
}

} // namespace

backup::Key backup_key(Settings const& settings)
{
    if (settings.backup_key_file.empty()) return std::nullopt;
    return backup::key_in(settings.backup_key_file);
}

namespace {

int make_one(Settings const& settings, db::Options const& options, Progress progress)
{
    auto const begun = std::chrono::steady_clock::now();
    backup::Shelf const shelf{settings.backup_dir};
    shelf.prepare();
    auto const lock = shelf.lock();
    auto const key = backup_key(settings);
    auto expected = expected_size(shelf, db::parse_database_url(options.url).engine);
    if (expected == 0) expected = size_of_database(options);
    auto const made = [&] {
        ProgressBar bar{"Backing up", expected, progress};
        return backup::make_backup(shelf,
            {.source = options,
                .program = std::string{version},
                .counted = counted_tables,
                .key = key,
                .now = free_moment(shelf),
                .progress = [&](std::uint64_t bytes) { bar.at(bytes); }});
    }();
    auto const gone = shelf.prune(settings.backup_keep, SystemClock{}.now());
    if (progress == Progress::Quiet) return done;
    auto const took
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    std::cout << fmt::format("Backup {}: {} in {}, {} orders{}; {} kept, {} removed.\n", made.name,
        size_text(made.manifest.size), duration_text(took), made.manifest.rows.at("orders"),
        made.manifest.encrypted ? ", encrypted" : "", shelf.names().size(), gone.size());
    return done;
}

} // namespace

int backup(Settings const& settings, Progress progress)
{
    auto const options = options_for_commands(settings);
    try {
        auto const outcome = make_one(settings, options, progress);
        alerts::backup_made(settings, options);
        return outcome;
    } catch (std::exception const& error) {
        alerts::backup_failed(settings, options, error.what());
        throw;
    }
}

int list_backups(Settings const& settings, Listing listing)
{
    backup::Shelf const shelf{settings.backup_dir};
    auto const names = shelf.names();
    if (names.empty()) {
        std::cout << "There is no backup in " << settings.backup_dir << " yet: `ocpizza backup` makes one.\n";
        // Whoever asks for proof hears that there is none: the folder may be another one than they think.
        return listing == Listing::Verified ? refused : done;
    }
    auto const key = listing == Listing::Verified ? backup_key(settings) : backup::Key{};
    print({"name", "local time", "UTC", "age", "size", "engine", "schema", "content", "state"}, listing);
    auto const clear_files = backup::folder_for_clear_files(db::parse_database_url(settings.database_url));
    std::size_t damaged = 0;
    for (auto const& name : names)
        if (print_backup(shelf, name, listing, key, clear_files, SystemClock{}.now())) ++damaged;
    if (listing == Listing::Plain) return done;
    std::cout << (damaged == 0 ? "Every backup is whole.\n" : fmt::format("{} damaged.\n", damaged));
    return damaged == 0 ? done : refused;
}

} // namespace ocp::cli
