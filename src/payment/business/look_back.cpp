#include "payment/business/look_back.h"

#include "payment/model/attempt_store.h"
#include "payment/model/ledger_store.h"
#include "payment/model/refund_store.h"
#include "payment/model/task_store.h"

namespace ocp::payment {

namespace {

constexpr int portion = 200;

SentAgain try_again(db::Transaction& tx, RefundId id, Instant now)
{
    auto const refund = lock_refund(tx, id);
    if (!refund || refund->state != Refund::State::Asked) return SentAgain::UnderWay;
    switch (task_of_refund(tx, id)) {
    case RefundTask::Waits:
        return SentAgain::UnderWay;
    case RefundTask::GivenUpAgain:
        return SentAgain::NotTwice;
    case RefundTask::GivenUp:
        break;
    }
    add_task(tx, {.kind = Task::Kind::Refund, .refund = id}, now, now);
    return SentAgain::Now;
}

} // namespace

IntentSums booked_of(db::Reader const& reader, std::string const& payment_intent)
{
    return sums_of_intent(reader, payment_intent);
}

std::vector<Attempt> earlier_attempts(db::Reader const& reader, AttemptId before)
{
    return attempts_before(reader, before, portion);
}

std::vector<Refund> earlier_refunds(db::Reader const& reader, RefundId before)
{
    return refunds_before(reader, before, portion);
}

std::optional<Attempt> attempt_with_key(db::Reader const& reader, std::string const& key)
{
    return attempt_of_key(reader, key);
}

std::vector<Task> given_up_since(db::Reader const& reader, Instant since)
{
    return tasks_given_up(reader, since, portion);
}

void note_made_good(db::Database& database, Task const& task)
{
    database.in_transaction([&](db::Transaction& tx) { return forget_failure(tx, task.id) || true; });
}

SentAgain send_again(db::Database& database, RefundId id, Instant now)
{
    auto answer = SentAgain::UnderWay;
    database.in_transaction([&](db::Transaction& tx) {
        answer = try_again(tx, id, now);
        return true;
    });
    return answer;
}

} // namespace ocp::payment
