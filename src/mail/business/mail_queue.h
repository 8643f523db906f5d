#pragma once

#include "mail/model/mail.h"
#include "platform/db/database.h"

#include <string_view>

namespace ocp::mail {

/// The next mail that is due, this server's alone for three minutes, which is longer than any attempt may
/// take; nothing when there is none or the queue is stopped.
std::optional<Mail> take_mail(db::Database&, Instant now);

/// It arrived. True when the queue had been stopped before: it is well again.
bool note_sent(db::Database&, Mail const&, Instant now);
/// It never will: a dead letter.
void note_refused(db::Database&, Mail const&, std::string_view failure, Instant now);
/// Not yet: tried again after `wait`, unless it is worth nothing by then. True when it was given up.
bool note_put_off(
    db::Database&, Mail const&, std::string_view failure, std::chrono::milliseconds wait, Instant now);
/// There is nobody to write to: it leaves no trace.
void drop_mail(db::Database&, Mail const&);

/// How long the queue stands still after so many faults in a row: half a minute to ten.
std::chrono::milliseconds standstill(int faults);
/// No mail leaves for a while, whichever server has it: the mail server takes nothing of ours, and each try
/// may bring us nearer to being locked out. The mail waits on.
void stop_queue(db::Transaction&, Mail const&, std::string_view failure, Instant now);
/// What stopped it may have been put right.
void resume_queue(db::Database&);

/// After a restore: what waited when it was backed up has been sent since, or is old news.
void forget_the_queue(db::Transaction&, Instant now);

QueueFigures queue_figures(db::Reader const&, Instant now);

} // namespace ocp::mail
