#include "payment/business/take_event.h"

#include "payment/model/task_store.h"
#include "platform/log/log.h"

#include <algorithm>
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

Taken take_delivery(
    db::Database& database, Webhook const& webhook, stripe::Delivery const& delivery, Instant at)
{
    auto const is_genuine = std::any_of(webhook.secrets.begin(), webhook.secrets.end(),
        [&](std::string const& secret) { return stripe::is_genuine(delivery, secret, at); });
    if (!is_genuine) {
        log::warning("a webhook that Stripe has not signed", {{"bytes", delivery.body.size()}});
        return Taken::Forged;
    }
    auto const event = stripe::event_in(delivery.body);
    if (!event || event->is_live != webhook.is_live) return Taken::Ignored;
    return take_event(database, *event, at) ? Taken::New : Taken::Ignored;
}

} // namespace ocp::payment
