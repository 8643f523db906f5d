#pragma once

#include "platform/html/nav.h"

#include <array>

namespace ocp::account {

/// A person's own pages, whichever slice shows them.
inline constexpr std::array own_pages{html::NavItem{"/mon-compte", noted("Profil")},
    html::NavItem{"/mes-commandes", noted("Commandes")},
    html::NavItem{"/mon-compte/adresses", noted("Adresses")},
    html::NavItem{"/mon-compte/messages", noted("Messages")},
    html::NavItem{"/mon-compte/appareils", noted("Appareils")},
    html::NavItem{"/mon-compte/donnees", noted("Données")}};

/// Above each of them.
inline void add_account_nav(html::View& view, std::string_view current)
{
    html::add_nav(view, "account/account_nav.html", own_pages, current);
}

} // namespace ocp::account
