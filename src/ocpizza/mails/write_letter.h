#pragma once

#include "account/business/sign_in.h"
#include "mail/model/mail.h"
#include "order/business/place_order.h"
#include "platform/html/view.h"

#include <optional>
#include <string>

namespace ocp::mails {

/// What letters are made of.
struct LetterTools {
    order::OrderDesk const& desk;
    account::SignInTools const& sign_in;
    html::Templates const& templates;
    std::string site; ///< PUBLIC_URL
};

/// The letter of a mail, by the slice that its kind names; nothing when there is nobody to write to, or
/// nothing to tell any more.
std::optional<mail::Letter> write_letter(LetterTools const&, mail::Mail const&, Instant at);

} // namespace ocp::mails
