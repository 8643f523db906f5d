#pragma once

#include "mail/model/mail.h"
#include "platform/db/reader.h"

#include <string_view>
#include <vector>

namespace ocp::mail {

/// Part of another deed: what is rolled back is not mailed, what is committed is not forgotten
/// (integrations.md §6). Answers the mail's number.
std::int64_t write_mail(db::Transaction&, NewMail const&, Instant at);

/// Part of forgetting somebody: whatever was written to the person or to that address.
void forget_mails_of(db::Transaction&, UserId, std::string_view address);

/// The mails to the person that are still kept, the oldest first.
std::vector<WrittenMail> mails_to(db::Reader const&, UserId);

/// The person's youngest dead letter at that address, unless a mail arrived there since.
std::optional<DeadLetter> dead_letter_of(db::Reader const&, UserId, std::string_view address);

} // namespace ocp::mail
