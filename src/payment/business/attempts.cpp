#include "payment/business/attempts.h"

#include "payment/model/attempt_store.h"
#include "payment/model/task_store.h"

namespace ocp::payment {

Attempt attempt_for(
    db::Transaction& tx, OrderId order, std::optional<std::int64_t> amendment, Money amount, Instant at)
{
    auto last = last_attempt(tx, order, amendment);
    auto const is_over
        = last && (last->state == Attempt::State::Expired || last->state == Attempt::State::Failed);
    if (last && !is_over) return *std::move(last);
    return add_attempt(tx, order, amendment, amount, at);
}

std::optional<std::string> note_session(
    db::Transaction& tx, AttemptId id, stripe::Session const& session, Instant at)
{
    if (open_attempt(tx, id, session.id, session.payment_intent, session.url, at)) return session.url;
    // The same form sent twice: the other one was first, with the same session.
    auto const now = find_attempt(tx, id);
    return now && now->state == Attempt::State::Open ? std::optional{now->url} : std::nullopt;
}

bool note_failed(db::Transaction& tx, AttemptId id, Instant at)
{
    return fail_attempt(tx, id, at);
}

void note_expired(db::Transaction& tx, AttemptId id, Instant at)
{
    end_attempt(tx, id, Attempt::State::Expired, at);
}

bool note_paid(db::Transaction& tx, AttemptId id, Instant at)
{
    return end_attempt(tx, id, Attempt::State::Paid, at) || mark_paid_late(tx, id, at);
}

std::optional<Attempt> attempt_behind(db::Transaction& tx, stripe::Session const& session, Instant at)
{
    if (auto known = attempt_of_session(tx, session.id)) return known;
    auto const key = session.metadata.find("key");
    if (key == session.metadata.end()) return std::nullopt;
    auto const attempt = attempt_of_key(tx, key->second);
    if (!attempt || !attempt->session.empty()) return std::nullopt;
    if (!open_attempt(tx, attempt->id, session.id, session.payment_intent, session.url, at))
        name_session(tx, attempt->id, session.id, session.payment_intent, at);
    return find_attempt(tx, attempt->id);
}

std::optional<Attempt> attempt_named(db::Reader const& reader, AttemptId id)
{
    return find_attempt(reader, id);
}

std::optional<Attempt> attempt_with_session(db::Reader const& reader, std::string const& session)
{
    return attempt_of_session(reader, session);
}

std::optional<Attempt> attempt_with_intent(db::Reader const& reader, std::string const& payment_intent)
{
    return attempt_of_intent(reader, payment_intent);
}

std::vector<Attempt> attempts_to_close(db::Reader const& reader, OrderId order)
{
    return attempts_under_way(reader, order);
}

void limit_time_to_pay(db::Transaction& tx, OrderId order, Instant end, Instant now)
{
    add_task(tx, {.kind = Task::Kind::Close, .order = order}, end, now);
}

void end_time_to_pay(db::Transaction& tx, OrderId order, Instant now)
{
    hurry_close(tx, order, now);
}

} // namespace ocp::payment
