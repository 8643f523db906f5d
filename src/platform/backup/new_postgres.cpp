#include "platform/backup/backup_name.h"
#include "platform/backup/new_database.h"
#include "platform/db/database_url.h"
#include "platform/db/postgres_server.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::backup {

namespace {

std::string name_beside(std::string const& running, std::string_view what, std::string_view stamp)
{
    // PostgreSQL cuts longer names without a word.
    static constexpr std::size_t longest = 63;
    auto const tail = fmt::format("_{}_{}", what, stamp);
    return running.substr(0, longest - tail.size()) + tail;
}

class NewPostgres : public NewDatabase {
public:
    NewPostgres(db::Options const& running, Instant now)
        : options_{running}
        , server_{running}
        , running_{db::parse_database_url(running.url).name}
        , new_{name_beside(running_, "restore", stamp_of(now))}
        , old_{name_beside(running_, "before", stamp_of(now))}
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
        change_names(there);
        ours_ = false;
        if (!there) return std::nullopt;
        return Replaced{old_, "dropdb " + old_};
    }

private:
    /// A connection lost within COMMIT says nothing of what became of it: the names do.
    void change_names(bool there) const
    {
        try {
            there ? server_.replace(running_, new_, old_) : server_.rename(new_, running_);
        } catch (db::Unavailable const& lost) {
            bool changed = false;
            try {
                changed = !server_.has(new_);
            } catch (db::Error const&) {
                throw Unclear{fmt::format("{}. Whether {} took the place of {} will be seen in the list of "
                                          "databases, once the server answers again",
                    lost.what(), new_, running_)};
            }
            if (!changed) throw;
        }
    }

    db::Options options_;
    db::PostgresServer server_;
    std::string running_, new_, old_;
    bool ours_ = false;
};

/// name_beside without its stamp, and what is one.
constexpr std::string_view left_tail = "_restore_";
constexpr std::size_t stamp_size = 14;

bool is_left_name(std::string_view name, std::string_view running)
{
    if (name.size() < left_tail.size() + stamp_size) return false;
    auto const stamp = name.substr(name.size() - stamp_size);
    auto const before = name.substr(0, name.size() - stamp_size);
    return stamp.find_first_not_of("0123456789") == stamp.npos && before.ends_with(left_tail)
        && name == name_beside(std::string{running}, "restore", stamp);
}

} // namespace

std::vector<std::string> remove_left_postgres(db::Options const& running)
{
    db::PostgresServer const server{running};
    std::vector<std::string> left;
    for (auto const& name : server.databases())
        if (is_left_name(name, db::parse_database_url(running.url).name)) {
            server.drop(name);
            left.push_back(name);
        }
    return left;
}

std::unique_ptr<NewDatabase> new_postgres_beside(db::Options const& running, Instant now)
{
    return std::make_unique<NewPostgres>(running, now);
}

} // namespace ocp::backup
