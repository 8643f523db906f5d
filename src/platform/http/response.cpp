#include "platform/http/response.h"

#include "base/check.h"
#include "platform/http/ascii.h"

#include <algorithm>

namespace ocp::http {

namespace {

Response of_type(std::string_view type, std::string bytes, unsigned status)
{
    Response response{.status = status,
        .headers = {{"Content-Type", std::string{type}}},
        .body = std::make_shared<std::string const>(std::move(bytes)),
        .stream = {}};
    return response;
}

bool may_stand_in_a_cookie(char c)
{
    return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

} // namespace

std::string_view Response::header(std::string_view name) const
{
    for (auto const& [key, value] : headers)
        if (same_but_case(key, name)) return value;
    return {};
}

Response html(std::string page, unsigned status)
{
    return of_type("text/html; charset=utf-8", std::move(page), status);
}

Response text(std::string words, unsigned status)
{
    return of_type("text/plain; charset=utf-8", std::move(words), status);
}

Response json(std::string document, unsigned status)
{
    return of_type("application/json", std::move(document), status);
}

Response see_other(std::string path)
{
    return Response{.status = 303, .headers = {{"Location", std::move(path)}}, .body = {}, .stream = {}};
}

Response no_content()
{
    return Response{.status = 204, .headers = {}, .body = {}, .stream = {}};
}

std::string set_cookie(Cookie const& cookie)
{
    OCP_CHECK(!cookie.name.empty() && cookie.name.find('=') == std::string::npos);
    OCP_CHECK(std::all_of(cookie.name.begin(), cookie.name.end(), may_stand_in_a_cookie));
    OCP_CHECK(std::all_of(cookie.value.begin(), cookie.value.end(), may_stand_in_a_cookie));
    auto line = cookie.name + "=" + cookie.value + "; Path=/; HttpOnly; SameSite=Lax";
    if (cookie.secure) line += "; Secure";
    if (cookie.max_age_seconds != 0)
        line += "; Max-Age=" + std::to_string(std::max(0L, cookie.max_age_seconds));
    return line;
}

} // namespace ocp::http
