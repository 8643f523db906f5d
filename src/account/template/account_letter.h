#pragma once

#include "account/business/mail_links.h"
#include "mail/model/mail.h"
#include "platform/html/view.h"

namespace ocp::account {

/// The letter about somebody's account: a link they asked for, or what was changed. `link`: of a mail that
/// carries one. `site`: PUBLIC_URL.
mail::Letter letter_of(
    mail::Mail const&, std::optional<OpenedLink> const& link, std::string_view site, html::Templates const&);

} // namespace ocp::account
