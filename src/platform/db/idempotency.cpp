#include "platform/db/idempotency.h"

namespace ocp::db {

Claim claim_intent(Transaction& tx, IntentKey const& intent, Instant at)
{
    auto const mine = tx.write(R"sql(
        INSERT INTO idempotency (scope, key, body_hash, created_at) VALUES (:scope, :key, :hash, :at)
        ON CONFLICT (scope, key) DO NOTHING)sql",
        {{"scope", intent.scope}, {"key", intent.key}, {"hash", intent.body_hash}, {"at", at}});
    if (mine == 1) return {Claim::Kind::Mine, {}};

    auto const first = tx.row<std::string, std::optional<std::string>>(
        "SELECT body_hash, response FROM idempotency WHERE scope = :scope AND key = :key",
        {{"scope", intent.scope}, {"key", intent.key}});
    if (!first || std::get<0>(*first) != intent.body_hash) return {Claim::Kind::OtherContent, {}};
    return {Claim::Kind::Answered, std::get<1>(*first).value_or("")};
}

void answer_intent(Transaction& tx, IntentKey const& intent, std::string_view answer)
{
    tx.write("UPDATE idempotency SET status = 200, response = :answer WHERE scope = :scope AND key = :key",
        {{"answer", answer}, {"scope", intent.scope}, {"key", intent.key}});
}

bool was_answered(Reader const& reader, IntentKey const& intent, std::string_view answer)
{
    return reader
        .value<std::int64_t>(
            "SELECT 1 FROM idempotency WHERE scope = :scope AND body_hash = :hash AND response "
            "= :answer LIMIT 1",
            {{"scope", intent.scope}, {"hash", intent.body_hash}, {"answer", answer}})
        .has_value();
}

std::int64_t remove_old_answers(Transaction& tx, Instant before, std::int64_t limit)
{
    return tx.write(R"sql(
        DELETE FROM idempotency
        WHERE (scope, key) IN (SELECT scope, key FROM idempotency WHERE created_at < :before
                               ORDER BY created_at LIMIT :limit))sql",
        {{"before", before}, {"limit", limit}});
}

} // namespace ocp::db
