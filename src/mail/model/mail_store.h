#pragma once

#include "mail/model/mail.h"
#include "platform/db/reader.h"

#include <string_view>
#include <vector>

namespace ocp::mail {

std::int64_t add_mail(db::Transaction&, NewMail const&, Instant at);

/// The next one that is due, with its attempt counted, and nobody else's until `until`; nothing while the
/// queue is stopped.
std::optional<Mail> take_mail(db::Transaction&, Instant now, Instant until);

// What became of an attempt. Each answers false, and changes nothing, when another has taken the mail since.
bool mark_sent(db::Transaction&, Mail const&, Instant now);
bool mark_refused(db::Transaction&, Mail const&, std::string_view failure, Instant now);
bool put_off(db::Transaction&, Mail const&, std::string_view failure, Instant next);
/// There is nobody to write to.
bool remove_mail(db::Transaction&, Mail const&);

/// All that waits, given up.
void give_up_waiting(db::Transaction&, std::string_view failure, Instant now);

/// How often in a row the mail server took nothing of ours.
int queue_faults(db::Reader const&);
void stop_queue(db::Transaction&, Instant until, int faults, std::string_view failure);

QueueFigures figures_of_queue(db::Reader const&, Instant now);
/// The person's youngest dead letter at that address, unless a mail arrived there since.
std::optional<DeadLetter> last_refused(db::Reader const&, UserId, std::string_view address);

/// The mails to the person that are still kept, the oldest first.
std::vector<WrittenMail> mails_of(db::Reader const&, UserId);
/// Whatever was written to the person, or to that address.
void remove_mails_of(db::Transaction&, UserId, std::string_view address);
/// Removes what ended before, `limit` at most; answers how many.
std::int64_t remove_old_mails(db::Transaction&, Instant before, std::int64_t limit);

} // namespace ocp::mail
