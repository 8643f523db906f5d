#pragma once

#include "account/business/session_cookies.h"
#include "account/model/call.h"
#include "platform/db/database.h"
#include "platform/html/page.h"

namespace ocp::account {

/// The choice of the language, at the foot of each page of customers.
class LanguagePages {
public:
    LanguagePages(db::Database& database, SessionCookies const& cookies)
        : database_{database}
        , cookies_{cookies}
    {
    }
    /// Keeps the choice in the browser, and in the account of who is signed in; then shows the page again.
    html::Answer choose(Call const&);

private:
    db::Database& database_;
    SessionCookies const& cookies_;
};

} // namespace ocp::account
