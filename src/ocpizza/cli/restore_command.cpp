#include "mail/business/mail_queue.h"
#include "ocpizza/cli/backup_commands.h"
#include "ocpizza/cli/backup_words.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/cli/data_checks.h"
#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/system_clock.h"
#include "platform/backup/backup_name.h"
#include "platform/backup/clear_file.h"
#include "platform/backup/new_database.h"
#include "platform/backup/shelf.h"
#include "platform/backup/verify_backup.h"
#include "platform/db/database_url.h"
#include "platform/db/migrations.h"
#include "platform/db/whole_database.h"
#include "platform/outbox/outbox.h"
#include "platform/secrets/secrets.h"
#include "supervision/business/record_watch.h"

#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <stdexcept>

namespace ocp::cli {

namespace {

[[noreturn]] void refuse(std::string const& sentence)
{
    throw std::runtime_error{sentence + ". Nothing was changed."};
}

/// The manifest of a backup that is whole, of this engine and not ahead of this program.
backup::Manifest fit_backup(backup::Shelf const& shelf, std::string const& name,
    db::DatabaseUrl const& target, backup::Key const& key)
{
    auto const engine = target.engine;
    if (!backup::made_at(name) || !std::filesystem::exists(shelf.folder() / name))
        refuse(fmt::format(
            "there is no backup {} in {}: `ocpizza backups` lists them", name, shelf.folder().string()));
    auto const manifest = shelf.manifest(name);
    if (!manifest) refuse(name + " cannot be restored: " + manifest.error());
    if (manifest->engine != engine)
        refuse(fmt::format("{} is a backup of {}, and the database to fill is {}", name,
            backup::to_text(manifest->engine), backup::to_text(engine)));
    auto const known = static_cast<int>(db::embedded_migrations_count);
    if (manifest->schema > known)
        refuse(fmt::format("{} was made by a newer program (schema {}, this one knows {}): install {} first",
            name, manifest->schema, known, manifest->program));
    if (auto const fault
        = backup::fault_of(shelf.dump(name), *manifest, key, backup::folder_for_clear_files(target)))
        refuse(name + " is damaged: " + *fault);
    return *manifest;
}

/// A database beside the running one may be given by its name alone, which spares its password the command
/// line that everybody on the machine can read.
std::string url_into(std::string const& running, std::string const& into)
{
    if (into.find("://") != into.npos) return into;
    if (into.empty() || into.find_first_of("/?#%@:") != into.npos)
        refuse("--into wants the name of a database beside the running one, or a whole DATABASE_URL");
    auto const url = db::parse_database_url(running);
    if (url.engine == db::Engine::Postgres) return db::with_database(running, into);
    return "sqlite:///" + (std::filesystem::path{url.path}.parent_path() / into).string();
}

/// When nobody can say, there is: what cannot be read may still be wanted.
bool has_data(db::Options const& running)
{
    auto const url = db::parse_database_url(running.url);
    if (url.engine == db::Engine::Sqlite && !std::filesystem::exists(url.path)) return false;
    try {
        db::Database database{running};
        return database.read([](db::Reader const& reader) { return db::has_rows(reader, "users"); });
    } catch (db::Error const&) {
        return true;
    }
}

void expect_counts(db::Database& database, backup::Manifest const& manifest)
{
    auto const facts = database.read_snapshot(
        [](db::Reader const& reader) { return db::facts_of(reader, counted_tables); });
    if (!facts || facts->schema != manifest.schema)
        throw std::runtime_error{"the restored database has another schema than was backed up"};
    for (auto const& [table, count] : manifest.rows) {
        auto const found = facts->rows.find(table);
        if (found == facts->rows.end() || found->second != count)
            throw std::runtime_error{
                fmt::format("the restored table {} has not the {} rows that were backed up", table, count)};
    }
}

void expect_whole_data(db::Database& database)
{
    auto const faults = checks::data_faults(database);
    if (faults.empty()) return;
    std::string list;
    for (auto const& fault : faults)
        list += (list.empty() ? "" : ", ") + fault.id;
    throw std::runtime_error{"promises of the restored data do not hold: " + list};
}

/// Brings what was restored to this program's schema and proves that it is what was backed up. Its events
/// get a new epoch: browsers that followed the old ones load their page again.
void make_ready(db::Options const& options, backup::Manifest const& manifest)
{
    db::Database database{options};
    expect_counts(database, manifest);
    auto const applied = db::migrate(database);
    if (applied > 0) std::cout << applied << " newer migrations were applied to it.\n";
    expect_whole_data(database);
    secrets::SystemRandom random;
    auto const epoch = secrets::hex(random.bytes(8));
    database.in_transaction([&](db::Transaction& tx) {
        outbox::begin_epoch(tx, epoch);
        supervision::forget_the_moment(tx, SystemClock{}.now());
        mail::forget_the_queue(tx, SystemClock{}.now());
        return true;
    });
}

void fill_and_verify(db::Options const& target, backup::Shelf const& shelf, std::string const& name,
    backup::Manifest const& manifest, backup::Key const& key)
{
    {
        ProgressBar bar{"Restoring", manifest.size, Progress::Shown};
        backup::DumpReader dump{shelf.dump(name), manifest.encrypted, key};
        backup::fill(target, dump, [&](std::uint64_t bytes) { bar.at(bytes); });
    }
    make_ready(target, manifest);
}

std::optional<backup::NewDatabase::Replaced> replace_running(db::Options const& running,
    backup::Shelf const& shelf, std::string const& name, backup::Manifest const& manifest,
    backup::Key const& key)
try {
    for (auto const& left : backup::remove_left_databases(running))
        std::cout << left << ", left by a restore that was broken off, was removed.\n";
    auto const fresh = backup::new_database_beside(running, SystemClock{}.now());
    fill_and_verify(fresh->options(), shelf, name, manifest, key);
    return fresh->take_over();
} catch (backup::Unclear const&) {
    throw;
} catch (std::exception const& trouble) {
    throw std::runtime_error{trouble.what() + std::string{". The running database is as it was."}};
}

} // namespace

int restore(Settings const& settings, RestoreCall const& call)
{
    auto const begun = std::chrono::steady_clock::now();
    backup::Shelf const shelf{settings.backup_dir};
    if (!std::filesystem::is_directory(shelf.folder())) refuse("there is no folder " + settings.backup_dir);
    auto const lock = shelf.lock();
    auto target = options_for_commands(settings);
    if (!call.into.empty()) target.url = url_into(target.url, call.into);
    auto const key = backup_key(settings);
    auto const manifest = fit_backup(shelf, call.name, db::parse_database_url(target.url), key);
    auto const says_done = [&](std::string const& where) {
        auto const took
            = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
        auto const orders = manifest.rows.find("orders");
        std::cout << fmt::format("{} was restored {} in {}: {} orders, as of {} UTC. It was verified.\n",
            call.name, where, duration_text(took), orders == manifest.rows.end() ? 0 : orders->second,
            utc_text(manifest.made_at));
    };
    if (!call.into.empty()) {
        if (!backup::is_empty(target)) refuse("the database given with --into is not empty");
        fill_and_verify(target, shelf, call.name, manifest, key);
        says_done("into the given database");
        return done;
    }
    if (!call.yes && has_data(target))
        refuse("the running database has data: with --yes it is put aside and replaced");
    auto const replaced = replace_running(target, shelf, call.name, manifest, key);
    says_done("in place of the running database");
    if (replaced)
        std::cout << "The old one is kept as " << replaced->name
                  << "; once it is not needed: " << replaced->how_to_drop << '\n';
    std::cout << "Now restart every `ocpizza serve`, then run `ocpizza check --data`.\n";
    return done;
}

} // namespace ocp::cli
