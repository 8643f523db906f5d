#pragma once

#include "account/model/call.h"
#include "platform/db/database.h"
#include "platform/html/page.h"

#include <string_view>

namespace ocp::account {

/// Remembers for a year, on this browser, what a visitor chose to read: "fr" or "en".
inline constexpr std::string_view language_cookie = "lang";

/// The choice of the language, at the foot of each page of customers.
class LanguagePages {
public:
    /// `secure`: the cookie is for https only.
    LanguagePages(db::Database& database, bool secure)
        : database_{database}
        , secure_{secure}
    {
    }
    /// Keeps the choice in the browser, and in the account of who is signed in; then shows the page again.
    html::Answer choose(Call const&);

private:
    db::Database& database_;
    bool secure_;
};

} // namespace ocp::account
