#pragma once

#include "account/business/session_cookies.h"
#include "account/business/sign_in.h"
#include "account/model/call.h"
#include "platform/html/page.h"

namespace ocp::account {

/// Signing in and out, opening an account (spec §4 Authentication).
class AccountPages {
public:
    AccountPages(SignInTools const& tools, SessionCookies const& cookies)
        : tools_{tools}
        , cookies_{cookies}
    {
    }
    html::Answer sign_in_form(Call const&);
    html::Answer sign_in(Call const&);
    html::Answer register_form(Call const&);
    html::Answer register_account(Call const&);
    html::Answer sign_out(Call const&);

private:
    SignInRequest request_from(Call const&) const;
    http::Response welcome(Call const&, SignedIn const&) const;

    SignInTools const& tools_;
    SessionCookies const& cookies_;
};

} // namespace ocp::account
