#pragma once

#include "account/model/call.h"
#include "ocpizza/settings.h"
#include "platform/http/request.h"
#include "platform/http/response.h"

namespace ocp {

/// Whether a POST comes from a page of ours (reliability.md §4, CSRF): its Origin is this very host and
/// scheme, or, without one, Sec-Fetch-Site says same-origin. Neither sent: no.
bool from_our_own_page(http::Request const& request);

/// 308 to the same address on the site's own https, never on the Host that was asked.
http::Response to_https(http::Request const& request, Settings const& settings);

/// Whether somebody on this machine asks the program itself. What came through a proxy did not, nor did what
/// says so.
bool comes_from_this_machine(http::Request const& request);

/// With a session, the form also carries the session's token, masked. Where nobody is signed in it may carry
/// none, but not a wrong one.
bool token_holds(account::Visitor const& who, http::Fields const& form);

} // namespace ocp
