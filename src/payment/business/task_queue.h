#pragma once

#include "payment/model/task.h"
#include "platform/db/database.h"

#include <optional>
#include <string_view>

namespace ocp::payment {

/// The next thing to ask of Stripe, this server's alone for two minutes, which is longer than any exchange
/// may take; nothing when none is due.
std::optional<Task> take_task(db::Database&, Instant now);
void note_done(db::Database&, Task const&, Instant now);
/// Not yet: again at `next`.
void note_put_off(db::Database&, Task const&, std::string_view failure, Instant next);
/// It is given up, and somebody has been told.
void note_given_up(db::Database&, Task const&, std::string_view failure, Instant now);

TaskFigures task_figures_now(db::Reader const&, Instant now);

} // namespace ocp::payment
