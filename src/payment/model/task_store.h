#pragma once

#include "payment/model/task.h"
#include "platform/db/reader.h"

#include <string_view>
#include <vector>

namespace ocp::payment {

void add_task(db::Transaction&, Task const&, Instant due, Instant now);
/// The next that is due, this server's alone until `until`.
std::optional<Task> take_task(db::Transaction&, Instant now, Instant until);
/// False when another server had it since: it does the rest.
bool end_task(db::Transaction&, Task const&, std::string_view failure, Instant now);
bool put_off_task(db::Transaction&, Task const&, std::string_view failure, Instant next);
/// Whether somebody will still see to it. The second time it is given up, nobody tries again by himself.
enum class RefundTask { Waits, GivenUp, GivenUpAgain };
RefundTask task_of_refund(db::Reader const&, RefundId);
/// Those that ended with a failure since then, the oldest first; no refunds.
std::vector<Task> tasks_given_up(db::Reader const&, Instant since, int limit);
/// It ended well after all. False when that was known.
bool forget_failure(db::Transaction&, std::int64_t task);
/// What is to be done of the order's time to pay is done now.
void hurry_close(db::Transaction&, OrderId, Instant now);

TaskFigures task_figures(db::Reader const&, Instant since, Instant now);

/// False when the event was taken in before.
bool add_event(db::Transaction&, std::string_view event, std::string_view kind, Instant at);

/// Of what is over; `limit` at most. Answers how many.
std::int64_t remove_old_tasks(db::Transaction&, Instant before, std::int64_t limit);
std::int64_t remove_old_events(db::Transaction&, Instant before, std::int64_t limit);

} // namespace ocp::payment
