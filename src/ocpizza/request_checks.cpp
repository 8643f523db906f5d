#include "ocpizza/request_checks.h"

#include "base/text.h"
#include "platform/secrets/secrets.h"

#include <algorithm>

namespace ocp {

bool from_our_own_page(http::Request const& request)
{
    auto const fetch_site = request.header("sec-fetch-site");
    if (!fetch_site.empty() && fetch_site != "same-origin") return false;
    auto const origin = request.header("origin");
    if (origin.empty()) return fetch_site == "same-origin";
    auto const expected
        = std::string{request.secure ? "https://" : "http://"} + text::lower_ascii(request.header("host"));
    return text::lower_ascii(origin) == expected;
}

http::Response to_https(http::Request const& request, Settings const& settings)
{
    return http::text("", 308).with("Location", settings.public_url + request.target);
}

bool comes_from_this_machine(http::Request const& request)
{
    auto const is_from_a_proxy = [](auto const& header) {
        return header.first.starts_with("x-forwarded-") || header.first == "forwarded"
            || header.first == "via" || header.first == "x-real-ip";
    };
    if (std::any_of(request.headers.begin(), request.headers.end(), is_from_a_proxy)) return false;
    return request.peer == "::1" || request.peer.starts_with("127.");
}

bool token_holds(account::Visitor const& who, http::Fields const& form)
{
    if (!who.session) return true;
    auto const token = form.one("csrf");
    // A visitor's other tab is older than the session, which began with the first thing in the cart: its form
    // has no token. Such a session holds a cart and nobody's name, and the page's origin was looked at
    // before.
    auto const has_none = token ? token->empty() : !form.has("csrf");
    if (!who.user && has_none) return true;
    return token && secrets::token_matches(who.csrf_secret, *token);
}

} // namespace ocp
