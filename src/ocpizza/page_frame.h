#pragma once

#include "account/model/call.h"
#include "ocpizza/site.h"
#include "platform/html/page.h"

namespace ocp {

/// What stands before a page's content: document head, header with shop, cart and account.
html::View frame_head(SiteTools const&, html::Page const&, account::Call const&);
html::View frame_foot(html::Page const&, account::Call const&);

/// The page of an HTTP error: the fact, then what to do.
html::Page error_content(unsigned status, Language);

} // namespace ocp
