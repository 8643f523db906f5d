#include "payment/business/task_queue.h"

#include "payment/model/task_store.h"

namespace ocp::payment {

namespace {

constexpr auto lease = std::chrono::minutes{2};
constexpr auto given_up_lately = std::chrono::hours{24};

} // namespace

std::optional<Task> take_task(db::Database& database, Instant now)
{
    std::optional<Task> task;
    database.in_transaction([&](db::Transaction& tx) {
        task = take_task(tx, now, now + lease);
        return true;
    });
    return task;
}

void note_done(db::Database& database, Task const& task, Instant now)
{
    database.in_transaction([&](db::Transaction& tx) { return end_task(tx, task, {}, now) || true; });
}

void note_put_off(db::Database& database, Task const& task, std::string_view failure, Instant next)
{
    database.in_transaction(
        [&](db::Transaction& tx) { return put_off_task(tx, task, failure, next) || true; });
}

void note_given_up(db::Database& database, Task const& task, std::string_view failure, Instant now)
{
    database.in_transaction([&](db::Transaction& tx) { return end_task(tx, task, failure, now) || true; });
}

TaskFigures task_figures_now(db::Reader const& reader, Instant now)
{
    return task_figures(reader, now - given_up_lately, now);
}

} // namespace ocp::payment
