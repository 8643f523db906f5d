#include "payment/business/take_event.h"

#include "payment/model/task_store.h"

#include <optional>

namespace ocp::payment {

namespace {

std::optional<Task> task_of(stripe::Event const& event)
{
    if (event.object == "checkout.session" && !event.object_id.empty())
        return Task{.kind = Task::Kind::Settle, .subject = event.object_id};
    if ((event.object == "charge" || event.object == "refund") && !event.payment_intent.empty())
        return Task{.kind = Task::Kind::Follow, .subject = event.payment_intent};
    return std::nullopt;
}

} // namespace

bool take_event(db::Database& database, stripe::Event const& event, Instant at)
{
    auto const task = task_of(event);
    if (!task) return false;
    auto is_news = false;
    database.in_transaction([&](db::Transaction& tx) {
        is_news = add_event(tx, event.id, event.type, at);
        if (is_news) add_task(tx, *task, at, at);
        return true;
    });
    return is_news;
}

} // namespace ocp::payment
