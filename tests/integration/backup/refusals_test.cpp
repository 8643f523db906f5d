#include "platform/backup/shelf.h"
#include "tests/integration/backup/backup_fixture.h"

#include <atomic>
#include <fstream>
#include <gmock/gmock.h>
#include <thread>

namespace ocp::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct RestoreRefusals : Backups {
    RestoreRefusals()
    {
        backup();
        name = names().front();
        rename_lola("Somebody");
        before = rows();
    }

    /// Refused, for that reason, with everything as it was.
    void expect_refused(std::string const& reason, cli::RestoreCall const& call)
    {
        auto const said = restore(call);
        EXPECT_EQ(said.code, 1) << reason;
        EXPECT_THAT(said.err, HasSubstr(reason));
        EXPECT_EQ(rows(), before) << reason;
        EXPECT_THAT(left_by_restores(), IsEmpty()) << reason;
    }
    void expect_refused(std::string const& reason) { expect_refused(reason, {.name = name, .yes = true}); }
    void flip(std::uint64_t place)
    {
        std::fstream file{dump(name), std::ios::in | std::ios::out | std::ios::binary};
        file.seekg(static_cast<std::streamoff>(place));
        auto const byte = static_cast<char>(file.get() ^ 4);
        file.seekp(static_cast<std::streamoff>(place));
        file.put(byte);
    }

    std::string name;
    std::vector<std::string> before;
};
OCP_ON_BOTH_ENGINES(RestoreRefusals);

TEST_P(RestoreRefusals, of_data_without_yes)
{
    expect_refused("with --yes", {.name = name});
}

TEST_P(RestoreRefusals, of_names_that_are_none)
{
    for (auto const* other : {"ocpizza-20200101T000000Z", "..", "", "/etc", "../backups"})
        expect_refused("there is no backup", {.name = other, .yes = true});
}

TEST_P(RestoreRefusals, of_a_dump_with_a_flipped_bit)
{
    auto const size = fs::file_size(dump(name));
    for (std::uint64_t const place : {std::uint64_t{0}, size / 2, size - 1}) {
        flip(place);
        expect_refused("its checksum is wrong");
        auto const list = backups();
        EXPECT_EQ(list.code, 1);
        EXPECT_THAT(list.out, HasSubstr("DAMAGED: its checksum is wrong"));
        flip(place);
    }
    EXPECT_EQ(backups().code, 0);
}

TEST_P(RestoreRefusals, of_a_dump_that_was_cut_or_lost)
{
    auto const size = fs::file_size(dump(name));
    fs::resize_file(dump(name), size - 1);
    expect_refused("bytes where");
    fs::resize_file(dump(name), 0);
    expect_refused("bytes where");
    fs::remove(dump(name));
    expect_refused("its dump is missing");
    EXPECT_EQ(backups().code, 1);
}

TEST_P(RestoreRefusals, of_what_is_foreign)
{
    forge_manifest(name, is_postgres() ? "postgresql" : "sqlite", is_postgres() ? "sqlite" : "postgresql");
    expect_refused("is a backup of");
    forge_manifest(name, "ocpizza backup", "somebody's own");
    expect_refused("no backup of this program");
    std::ofstream{dump(name).parent_path() / "manifest.json"} << "{";
    expect_refused("no backup of this program");
    fs::remove(dump(name).parent_path() / "manifest.json");
    expect_refused("no backup of this program");
    EXPECT_EQ(backups().code, 1);
}

TEST_P(RestoreRefusals, of_the_schema_of_a_newer_program)
{
    forge_manifest(name, "\"schema\": ", "\"schema\": 9");
    expect_refused("was made by a newer program");
}

TEST_P(RestoreRefusals, of_a_restored_database_that_is_not_what_was_backed_up)
{
    forge_manifest(name, "\"orders\": 3", "\"orders\": 4");
    expect_refused("the restored table orders has not the 4 rows");
}

TEST_P(RestoreRefusals, of_restored_data_that_breaks_a_promise)
{
    db::Database broken{options_for(settings.database_url)};
    broken.in_transaction([](db::Transaction& tx) {
        return tx.write("UPDATE stocks SET quantity_available = quantity_available + 1") > 0;
    });
    ASSERT_EQ(backup().code, 0);
    name = names().back();
    before = rows();
    expect_refused("promises of the restored data do not hold: stock-");
}

TEST_P(RestoreRefusals, while_another_is_at_work)
{
    auto const lock = backup::Shelf{settings.backup_dir}.lock();
    expect_refused("another backup or restore is at work");
    auto const second = backup();
    EXPECT_EQ(second.code, 1);
    EXPECT_THAT(second.err, HasSubstr("another backup or restore is at work"));
    EXPECT_THAT(names(), SizeIs(1));
}

TEST_P(RestoreRefusals, none_of_a_file_in_use_but_of_sqlite)
{
    std::atomic<bool> enough = false;
    db::Database serving{options_for(settings.database_url)};
    // A program that serves comes back at once when its session is ended.
    std::thread server{[&] {
        while (!enough) {
            try {
                serving.read([](db::Reader const& reader) { return reader.has_table("orders"); });
            } catch (db::Error const&) {
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
            }
        }
    }};
    if (is_postgres()) {
        auto const said = restore({.name = name, .yes = true});
        EXPECT_EQ(said.code, 0) << said.err;
        EXPECT_NE(rows(), before);
    } else {
        expect_refused("is in use: stop `ocpizza serve` first");
    }
    enough = true;
    server.join();
}

} // namespace
} // namespace ocp::test
