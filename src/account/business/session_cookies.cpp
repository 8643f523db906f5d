#include "account/business/session_cookies.h"

#include "platform/http/response.h"

namespace ocp::account {

namespace {

constexpr long a_year = 365L * 24 * 3600;

} // namespace

std::string SessionCookies::session(OpenedSession const& opened) const
{
    return http::set_cookie({std::string{session_name()}, opened.token, opened.lifetime.count(), secure_});
}

std::string SessionCookies::no_session() const
{
    return http::set_cookie({std::string{session_name()}, "", -1, secure_});
}

std::string SessionCookies::link(std::string_view token) const
{
    static constexpr long an_hour = 3600;
    return http::set_cookie({std::string{link_name()}, std::string{token}, an_hour, secure_});
}

std::string SessionCookies::no_link() const
{
    return http::set_cookie({std::string{link_name()}, "", -1, secure_});
}

std::string SessionCookies::device(std::string const& signature) const
{
    return http::set_cookie({std::string{device_name()}, signature, a_year, secure_});
}

std::string SessionCookies::language(Language language) const
{
    return http::set_cookie({std::string{language_name()}, std::string{code_of(language)}, a_year, secure_});
}

} // namespace ocp::account
