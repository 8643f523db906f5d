#pragma once

#include "account/business/mail_links.h"
#include "account/business/session_cookies.h"
#include "account/model/call.h"
#include "platform/html/page.h"

namespace ocp::account {

/// Ways in by mail: a forgotten password (spec §4), a link to sign in without one, a new e-mail address
/// confirmed.
///
/// The address of a link is opened once: its token goes into a cookie and the browser to a page whose
/// address says nothing (reliability.md §4, Reset). Looking changes nothing; a button does.
class LinkPages {
public:
    LinkPages(SignInTools const& tools, SessionCookies const& cookies)
        : tools_{tools}
        , cookies_{cookies}
    {
    }
    html::Answer forgotten_form(Call const&);
    html::Answer forgotten(Call const&);
    html::Answer open_reset(Call const&);
    html::Answer new_password_form(Call const&);
    html::Answer new_password(Call const&);

    html::Answer sign_in_form(Call const&);
    html::Answer ask_sign_in(Call const&);
    html::Answer open_sign_in(Call const&);
    html::Answer confirm_sign_in_form(Call const&);
    html::Answer confirm_sign_in(Call const&);

    html::Answer open_email(Call const&);
    html::Answer confirm_email_form(Call const&);
    html::Answer confirm_email(Call const&);

private:
    html::Answer ask(Call const&, Link);
    html::Answer open(Call const&, std::string_view page) const;
    std::string token_in(Call const&) const;
    std::optional<LinkOwner> owner(Call const&, Link) const;
    SignInRequest client_of(Call const&) const;
    http::Response welcome(Call const&, SignedIn const&) const;

    SignInTools const& tools_;
    SessionCookies const& cookies_;
};

} // namespace ocp::account
