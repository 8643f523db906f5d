#include "mail/business/write_mail.h"

#include "mail/model/mail_store.h"

namespace ocp::mail {

std::int64_t write_mail(db::Transaction& tx, NewMail const& mail, Instant at)
{
    return add_mail(tx, mail, at);
}

void forget_mails_of(db::Transaction& tx, UserId user, std::string_view address)
{
    remove_mails_of(tx, user, address);
}

std::vector<WrittenMail> mails_to(db::Reader const& reader, UserId user)
{
    return mails_of(reader, user);
}

std::optional<DeadLetter> dead_letter_of(db::Reader const& reader, UserId user, std::string_view address)
{
    return last_refused(reader, user, address);
}

} // namespace ocp::mail
