#include "platform/backup/backup_name.h"
#include "platform/backup/new_database.h"
#include "platform/db/database_url.h"
#include "platform/db/postgres_server.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::backup {

namespace {

std::string name_beside(std::string const& running, std::string_view what, Instant now)
{
    // PostgreSQL cuts longer names without a word.
    static constexpr std::size_t longest = 63;
    auto const tail = fmt::format("_{}_{}", what, stamp_of(now));
    return running.substr(0, longest - tail.size()) + tail;
}

class NewPostgres : public NewDatabase {
public:
    NewPostgres(db::Options const& running, Instant now)
        : options_{running}
        , server_{running}
        , running_{db::parse_database_url(running.url).name}
        , new_{name_beside(running_, "restore", now)}
        , old_{name_beside(running_, "before", now)}
    {
        try {
            server_.create(new_, running_);
        } catch (db::Error const& trouble) {
            throw std::runtime_error{
                fmt::format("cannot create the database {}: {} (its user needs the right "
                            "to: ALTER ROLE ... CREATEDB)",
                    new_, trouble.what())};
        }
        ours_ = true;
    }
    ~NewPostgres() override
    {
        if (!ours_) return;
        try {
            server_.drop(new_);
        } catch (std::exception const&) {
            // The server is gone; what was to be told is on its way already.
        }
    }
    NewPostgres(NewPostgres const&) = delete;
    NewPostgres& operator=(NewPostgres const&) = delete;

    db::Options options() const override
    {
        auto its = options_;
        its.url = db::with_database(options_.url, new_);
        return its;
    }

    std::optional<Replaced> take_over() override
    {
        auto const there = server_.has(running_);
        there ? server_.replace(running_, new_, old_) : server_.rename(new_, running_);
        ours_ = false;
        if (!there) return std::nullopt;
        return Replaced{old_, "dropdb " + old_};
    }

private:
    db::Options options_;
    db::PostgresServer server_;
    std::string running_, new_, old_;
    bool ours_ = false;
};

} // namespace

std::unique_ptr<NewDatabase> new_postgres_beside(db::Options const& running, Instant now)
{
    return std::make_unique<NewPostgres>(running, now);
}

} // namespace ocp::backup
