#include "platform/db/migrations.h"

#include "platform/db/migration_text.h"

#include <chrono>
#include <map>
#include <sodium.h>

namespace ocp::db {
namespace {

std::string hex(unsigned char const* bytes, std::size_t count)
{
    std::string text(count * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

std::string checksum_of(std::string_view text)
{
    unsigned char digest[32];
    crypto_generichash(
        digest, sizeof digest, reinterpret_cast<unsigned char const*>(text.data()), text.size(), nullptr, 0);
    return hex(digest, sizeof digest);
}

std::string random_epoch()
{
    unsigned char bytes[8];
    randombytes_buf(bytes, sizeof bytes);
    return hex(bytes, sizeof bytes);
}

std::int64_t now_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

int number_of(std::string_view name)
{
    int number = 0;
    for (char const c : name.substr(0, 4)) {
        if (c < '0' || c > '9') throw Error{"not a migration's name: " + std::string{name}};
        number = number * 10 + (c - '0');
    }
    return number;
}

using Applied = std::map<int, std::string>;

Applied applied_in(Reader const& reader)
{
    Applied found;
    for (auto& [number, checksum] : reader.rows<int, std::string>("SELECT number, checksum FROM migrations"))
        found.emplace(number, std::move(checksum));
    return found;
}

SchemaState compare(std::span<Embedded const> files, Applied const& applied)
{
    SchemaState state;
    auto unknown = applied;
    for (auto const& file : files) {
        auto const number = number_of(file.name);
        auto const sum = checksum_of(file.bytes);
        auto const found = applied.find(number);
        state.migrations.push_back({number, std::string{file.name}, sum, found != applied.end()});
        if (found == applied.end())
            state.behind = true;
        else if (found->second != sum)
            state.faults.push_back(std::string{file.name} + " was changed after it was applied");
        unknown.erase(number);
    }
    for (auto const& [number, sum] : unknown)
        state.ahead.push_back("migration " + std::to_string(number)
            + " was applied by a newer program: the schema is ahead of this one");
    return state;
}

/// One program at a time, for as long as the transaction lasts; a long migration may take its time.
void take_the_lock(Transaction& tx)
{
    if (tx.engine() != Engine::Postgres) return;
    tx.script("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;"
              "SELECT pg_advisory_xact_lock(7305798216)");
}

void ensure_list(Transaction& tx)
{
    tx.script("CREATE TABLE IF NOT EXISTS migrations ("
              "number INTEGER PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
}

/// Answers whether it was this program that applied it.
bool apply(Transaction& tx, Embedded const& file)
{
    take_the_lock(tx);
    ensure_list(tx);
    auto const applied = applied_in(tx);
    auto const number = number_of(file.name);
    if (applied.contains(number)) return false;
    if (!applied.empty() && applied.rbegin()->first > number)
        throw Error{std::string{file.name} + " comes too late: a later migration was applied already"};
    try {
        tx.script(migration_for(tx.engine(), file.bytes));
    } catch (std::exception const& error) {
        throw Error{std::string{file.name} + ": " + error.what()};
    }
    tx.write("INSERT INTO migrations (number, checksum, applied_at) VALUES (:number, :checksum, :at)",
        {{"number", number}, {"checksum", checksum_of(file.bytes)}, {"at", now_ms()}});
    return true;
}

/// Names this life of the outbox, so that cursors of another are known as such, and writes its first event:
/// it is what a reader older than every event is told from one that missed some (outbox.h, can_resume).
bool begin_outbox(Transaction& tx)
{
    take_the_lock(tx);
    if (!tx.has_table("outbox_epoch") || tx.value<std::string>("SELECT epoch FROM outbox_epoch")) return true;
    tx.write("INSERT INTO outbox_epoch (epoch) VALUES (:epoch)", {{"epoch", random_epoch()}});
    tx.write("INSERT INTO outbox (stream, kind, body, at) VALUES ('outbox', 'outbox.begun', '{}', :at)",
        {{"at", now_ms()}});
    return true;
}

} // namespace

SchemaState schema_state(Database& database, std::span<Embedded const> files)
{
    return compare(files, database.read([](Reader const& reader) {
        return reader.has_table("migrations") ? applied_in(reader) : Applied{};
    }));
}

SchemaState schema_state(Database& database)
{
    return schema_state(database, {embedded_migrations, embedded_migrations_count});
}

int migrate(Database& database, std::span<Embedded const> files)
{
    auto const state = schema_state(database, files);
    if (!state.faults.empty()) throw Error{state.faults.front()};
    int count = 0;
    for (auto const& file : files) {
        auto const mine
            = database.in_transaction([&](Transaction& tx) { return std::optional{apply(tx, file)}; });
        count += *mine ? 1 : 0;
    }
    database.in_transaction([](Transaction& tx) { return begin_outbox(tx); });
    return count;
}

int migrate(Database& database)
{
    return migrate(database, {embedded_migrations, embedded_migrations_count});
}

} // namespace ocp::db
