#include "tests/integration/backup/backup_fixture.h"

#include "ocpizza/cli/database_for_commands.h"
#include "ocpizza/system_clock.h"
#include "platform/backup/make_backup.h"
#include "platform/db/database_url.h"
#include "platform/db/postgres_server.h"
#include "platform/db/sqlite_file.h"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <sys/stat.h>
#include <thread>

namespace ocp::test {

namespace fs = std::filesystem;

namespace {

Said said_by(std::function<int()> const& command)
{
    Said said;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    try {
        said.code = command();
    } catch (std::exception const& trouble) {
        // As cli::run does.
        said.code = 1;
        said.err = trouble.what();
    }
    said.out = testing::internal::GetCapturedStdout();
    said.err += testing::internal::GetCapturedStderr();
    return said;
}

void wait_for_another_second()
{
    auto const second = [] { return SystemClock{}.now().ms() / 1000; };
    for (auto const now = second(); second() == now;)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
}

} // namespace

Backups::Backups()
{
    shop.an_order();
    shop.order_at(order::Status::Delivered);
    shop.order_at(order::Status::InPreparation);
    settings.backup_dir = folder / "backups";
    settings.backup_keep = 7;
    settings.db_sslmode = "true";
    settings.database_url = options().url;
    if (is_postgres()) return;
    // The suite's own pool has its file open, which would keep a restore from replacing it.
    auto const running = folder / "running.sqlite";
    db::SqliteFile{db::parse_database_url(options().url).path, db::SqliteFile::As::Shared}.copy_to(
        running, [](std::uint64_t) {});
    settings.database_url = "sqlite:///" + running.string();
}

Backups::~Backups()
{
    if (is_postgres()) {
        db::PostgresServer const server{options()};
        for (auto const& name : left_by_restores())
            server.drop(name);
        for (auto const& name : made_)
            server.drop(name);
    }
}

Said Backups::backup()
{
    wait_for_another_second();
    return said_by([&] { return cli::backup(settings, cli::Progress::Shown); });
}

Said Backups::backups(cli::Listing listing)
{
    return said_by([&] { return cli::list_backups(settings, listing); });
}

Said Backups::restore(cli::RestoreCall const& call)
{
    return said_by([&] { return cli::restore(settings, call); });
}

std::string Backups::backup_of(Instant now)
{
    backup::Shelf const shelf{settings.backup_dir};
    shelf.prepare();
    auto const lock = shelf.lock();
    return backup::make_backup(shelf,
        {.source = cli::options_for_commands(settings),
            .program = "0.1.0",
            .counted = cli::counted_tables,
            .key = cli::backup_key(settings),
            .now = now,
            .progress = [](std::uint64_t) {}})
        .name;
}

std::vector<std::string> Backups::names() const
{
    return backup::Shelf{settings.backup_dir}.names();
}

fs::path Backups::dump(std::string const& name) const
{
    return fs::path{settings.backup_dir} / name / "dump";
}

void Backups::forge_manifest(std::string const& name, std::string_view from, std::string_view to)
{
    auto const path = fs::path{settings.backup_dir} / name / "manifest.json";
    auto text = backup::text_of(path);
    auto const at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from << " in " << text;
    std::ofstream{path} << text.replace(at, from.size(), to);
}

void Backups::use_key(std::string const& hex)
{
    auto const path = folder / "key";
    std::ofstream{path} << hex;
    chmod(path.c_str(), 0600);
    settings.backup_key_file = path;
}

db::Options Backups::options_for(std::string const& url) const
{
    auto its = options();
    its.url = url;
    its.sessions = 1;
    return its;
}

std::vector<std::string> Backups::rows(std::string const& url) const
{
    static constexpr std::string_view questions[] = {
        R"sql(SELECT 'order ' || order_number || ' ' || order_status || ' ' || payment_status FROM orders ORDER BY id)sql",
        "SELECT 'step ' || order_id || ' ' || action || ' ' || at FROM order_steps ORDER BY id",
        "SELECT 'line ' || order_id || ' ' || name || ' ' || needs FROM orders_has_products ORDER BY 1",
        R"sql(SELECT 'stock ' || pizzeria_id || ' ' || ingredient_id || ' ' || quantity_available || ' '
              || quantity_held FROM stocks ORDER BY pizzeria_id, ingredient_id)sql",
        "SELECT 'user ' || id || ' ' || firstname || ' ' || COALESCE(email, '') FROM users ORDER BY id",
        "SELECT 'event ' || id || ' ' || stream || ' ' || body FROM outbox ORDER BY id",
    };
    db::Database looked_at{options_for(url)};
    return looked_at.read_snapshot([&](db::Reader const& reader) {
        std::vector<std::string> found;
        for (auto const question : questions)
            for (auto& [row] : reader.rows<std::string>(question))
                found.push_back(std::move(row));
        return found;
    });
}

std::string Backups::epoch() const
{
    db::Database looked_at{options_for(settings.database_url)};
    return looked_at.read([](db::Reader const& reader) {
        return *reader.value<std::string>("SELECT epoch FROM outbox_epoch");
    });
}

void Backups::rename_lola(std::string const& firstname) const
{
    db::Database changed{options_for(settings.database_url)};
    changed.in_transaction([&](db::Transaction& tx) {
        return tx.write("UPDATE users SET firstname = :name WHERE id = 5", {{"name", firstname}}) == 1;
    });
}

std::string Backups::empty_database()
{
    if (!is_postgres()) return "sqlite:///" + (folder / "other.sqlite").string();
    auto const name = db::parse_database_url(settings.database_url).name + "_other";
    db::PostgresServer{options()}.create(name, name);
    made_.push_back(name);
    return db::with_database(settings.database_url, name);
}

std::vector<std::string> Backups::left_by_restores() const
{
    std::vector<std::string> found;
    if (is_postgres()) {
        auto const running = db::parse_database_url(settings.database_url).name;
        db::Database server{options_for(db::with_database(settings.database_url, "postgres"))};
        for (auto& [name] : server.read([&](db::Reader const& reader) {
                 return reader.rows<std::string>(
                     "SELECT datname FROM pg_database WHERE datname LIKE :beside ORDER BY datname",
                     {{"beside", running + "\\_%\\_2%"}});
             }))
            found.push_back(std::move(name));
        return found;
    }
    for (auto const& entry : fs::directory_iterator{folder.path()})
        if (auto const name = entry.path().filename().string();
            name.starts_with("running.sqlite.before") || name.starts_with("running.sqlite.restore"))
            found.push_back(name);
    return found;
}

} // namespace ocp::test
