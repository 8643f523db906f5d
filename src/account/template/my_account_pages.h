#pragma once

#include "account/business/change_profile.h"
#include "account/business/session_cookies.h"
#include "account/model/call.h"
#include "pizzeria/business/postcodes.h"
#include "platform/html/page.h"

namespace ocp::account {

/// A person's own pages: name, e-mail, password, addresses, messages, devices (issue 4, Account).
class MyAccountPages {
public:
    MyAccountPages(
        SignInTools const& tools, SessionCookies const& cookies, pizzeria::Postcodes const& postcodes)
        : tools_{tools}
        , cookies_{cookies}
        , postcodes_{postcodes}
    {
    }
    html::Answer show(Call const&);
    html::Answer change_identity(Call const&);
    html::Answer ask_email(Call const&);
    html::Answer change_password(Call const&);

    html::Answer addresses(Call const&);
    html::Answer add_address(Call const&);
    html::Answer address(Call const&);
    html::Answer change_address(Call const&);
    html::Answer default_address(Call const&);
    html::Answer remove_address(Call const&);

    html::Answer messages(Call const&);
    html::Answer choose_messages(Call const&);

    html::Answer devices(Call const&);
    html::Answer end_device(Call const&);
    html::Answer end_other_devices(Call const&);

private:
    using Faults = std::vector<FieldFault>;
    html::Page account_page(Call const&, Faults const&) const;
    html::Page addresses_page(Call const&, std::optional<SavedAddress> const& changed, Faults const&) const;
    SavedAddress address_from(Call const&) const;
    SignInRequest client_of(Call const&, std::string_view password_field) const;

    SignInTools const& tools_;
    SessionCookies const& cookies_;
    pizzeria::Postcodes const& postcodes_;
};

} // namespace ocp::account
