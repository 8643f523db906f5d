#include "ocpizza/request_checks.h"

#include "base/text.h"
#include "platform/secrets/secrets.h"

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

bool token_holds(account::Visitor const& who, http::Fields const& form)
{
    if (!who.session) return true;
    auto const token = form.one("csrf");
    return token && secrets::token_matches(who.csrf_secret, *token);
}

} // namespace ocp
