#include "payment/model/attempt_store.h"

#include "base/check.h"
#include "base/slugs.h"

#include <fmt/format.h>

namespace ocp::payment {

namespace {

constexpr Slugs<5> state_slugs{"created", "open", "paid", "expired", "failed"};

std::vector<Attempt> select(db::Reader const& reader, std::string_view tail, db::Params const& params)
{
    std::vector<Attempt> found;
    for (auto& [id, order, number, amendment, amount, state, key, session, intent, url, at] :
        reader.rows<AttemptId, OrderId, int, std::optional<std::int64_t>, Money, std::string, std::string,
            std::string, std::string, std::string, Instant>(
            std::string{
                "SELECT a.id, a.order_id, a.attempt, a.amendment_id, a.amount, a.state, a.provider_key, "
                "COALESCE(a.provider_session, ''), COALESCE(a.provider_intent, ''), a.url, a.created_at "
                "FROM payment_attempts a "}
                .append(tail),
            params))
        found.push_back(
            {id, order, number, amendment, amount, kind_in<Attempt::State>(state_slugs, state).value(),
                std::move(key), std::move(session), std::move(intent), std::move(url), at});
    return found;
}

std::optional<Attempt> first(std::vector<Attempt> found)
{
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

} // namespace

Attempt add_attempt(
    db::Transaction& tx, OrderId order, std::optional<std::int64_t> amendment, Money amount, Instant at)
{
    auto const number = tx.value<int>(
        "SELECT COALESCE(MAX(a.attempt), 0) + 1 FROM payment_attempts a WHERE a.order_id = :order",
        {{"order", order}});
    // With the moment, so that it is nobody else's in another database that counts from one.
    auto const key = fmt::format("order-{}-pay-{}-{}", order.value(), number.value(), at.ms());
    auto const id = tx.insert(R"sql(
        INSERT INTO payment_attempts (order_id, attempt, amendment_id, amount, state, provider_key, created_at, updated_at)
        VALUES (:order, :number, :amendment, :amount, 'created', :key, :at, :at) RETURNING id)sql",
        {{"order", order}, {"number", number.value()}, {"amendment", amendment}, {"amount", amount},
            {"key", key}, {"at", at}});
    return {AttemptId{id}, order, number.value(), amendment, amount, Attempt::State::Created, key, {}, {}, {},
        at};
}

std::optional<Attempt> find_attempt(db::Reader const& reader, AttemptId id)
{
    return first(select(reader, "WHERE a.id = :id", {{"id", id}}));
}

std::optional<Attempt> attempt_of_key(db::Reader const& reader, std::string_view key)
{
    return first(select(reader, "WHERE a.provider_key = :key", {{"key", key}}));
}

std::optional<Attempt> attempt_of_session(db::Reader const& reader, std::string_view session)
{
    return first(select(reader, "WHERE a.provider_session = :session", {{"session", session}}));
}

std::optional<Attempt> attempt_of_intent(db::Reader const& reader, std::string_view intent)
{
    return first(select(reader, "WHERE a.provider_intent = :intent", {{"intent", intent}}));
}

std::optional<Attempt> last_attempt(
    db::Reader const& reader, OrderId order, std::optional<std::int64_t> amendment)
{
    return first(select(reader,
        "WHERE a.order_id = :order AND COALESCE(a.amendment_id, 0) = :amendment ORDER BY a.attempt DESC "
        "LIMIT 1",
        {{"order", order}, {"amendment", amendment.value_or(0)}}));
}

std::vector<Attempt> attempts_under_way(db::Reader const& reader, OrderId order)
{
    return select(reader, "WHERE a.order_id = :order AND a.state IN ('created', 'open') ORDER BY a.attempt",
        {{"order", order}});
}

std::vector<Attempt> attempts_before(db::Reader const& reader, AttemptId before, int limit)
{
    return select(reader, "WHERE a.id < :before ORDER BY a.id DESC LIMIT :limit",
        {{"before", before}, {"limit", limit}});
}

bool open_attempt(db::Transaction& tx, AttemptId id, std::string_view session, std::string_view intent,
    std::string_view url, Instant at)
{
    return tx.write(R"sql(
        UPDATE payment_attempts SET state = 'open', provider_session = :session, provider_intent = :intent, url = :url,
            updated_at = :at
        WHERE id = :id AND state = 'created')sql",
               {{"session", session}, {"intent", intent.empty() ? std::nullopt : std::optional{intent}},
                   {"url", url}, {"at", at}, {"id", id}})
        == 1;
}

void name_session(
    db::Transaction& tx, AttemptId id, std::string_view session, std::string_view intent, Instant at)
{
    tx.write("UPDATE payment_attempts SET provider_session = :session, provider_intent = :intent, "
             "updated_at = :at WHERE id = :id AND state = 'failed' AND provider_session IS NULL",
        {{"session", session}, {"intent", intent.empty() ? std::nullopt : std::optional{intent}}, {"at", at},
            {"id", id}});
}

bool fail_attempt(db::Transaction& tx, AttemptId id, Instant at)
{
    return tx.write("UPDATE payment_attempts SET state = 'failed', updated_at = :at "
                    "WHERE id = :id AND state = 'created'",
               {{"at", at}, {"id", id}})
        == 1;
}

bool end_attempt(db::Transaction& tx, AttemptId id, Attempt::State state, Instant at)
{
    return tx.write(
               "UPDATE payment_attempts SET state = :state, updated_at = :at WHERE id = :id AND state IN "
               "('created', 'open')",
               {{"state", slug_in(state_slugs, state)}, {"at", at}, {"id", id}})
        == 1;
}

bool mark_paid_late(db::Transaction& tx, AttemptId id, Instant at)
{
    return tx.write(
               "UPDATE payment_attempts SET state = 'paid', updated_at = :at WHERE id = :id AND state IN "
               "('expired', 'failed')",
               {{"at", at}, {"id", id}})
        == 1;
}

} // namespace ocp::payment
