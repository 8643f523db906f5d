#include "browser.h"

#include <stdexcept>

namespace ocp::bench {

namespace {

std::string encoded(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '_')
            out += c;
        else
            out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return out;
}

} // namespace

Browser::Browser(std::string address, std::string cookie)
    : address_{std::move(address)}
    , cookie_{std::move(cookie)}
    , connection_{address_}
{
}

Reply Browser::get(std::string_view path)
{
    std::string request{"GET "};
    request.append(path).append(" HTTP/1.1\r\nHost: ").append(address_);
    if (!cookie_.empty()) request.append("\r\nCookie: ").append(cookie_);
    return connection_.exchange(request.append("\r\n\r\n"));
}

Reply Browser::post(std::string_view path, Form const& form)
{
    std::string body;
    if (!token_.empty()) body = "csrf=" + token_;
    for (auto const& [name, value] : form)
        body.append(body.empty() ? "" : "&").append(name).append("=").append(encoded(value));
    std::string request{"POST "};
    request.append(path).append(" HTTP/1.1\r\nHost: ").append(address_);
    request.append("\r\nOrigin: http://").append(address_);
    if (!cookie_.empty()) request.append("\r\nCookie: ").append(cookie_);
    request.append("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ");
    request.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return connection_.exchange(request);
}

void Browser::sign_in(std::string const& email, std::string const& password)
{
    auto const reply = post("/connexion", {{"email", email}, {"password", password}});
    auto const given = reply.header("set-cookie");
    if (reply.status != 303 || given.empty())
        throw std::runtime_error{email + " cannot sign in: " + std::to_string(reply.status)};
    cookie_ = given.substr(0, given.find(';'));
}

void Browser::take_token(std::string const& page)
{
    token_ = encoded(input_value(page, "csrf"));
    if (token_.empty()) throw std::runtime_error{"there is no form on this page"};
}

std::string input_value(std::string const& page, std::string_view name)
{
    static constexpr std::string_view before = "value=\"";
    auto const input = page.find("name=\"" + std::string{name} + "\"");
    if (input == std::string::npos) return {};
    auto const value = page.find(before, input);
    auto const end = page.find('"', value + before.size());
    if (value == std::string::npos || end == std::string::npos) return {};
    return page.substr(value + before.size(), end - value - before.size());
}

} // namespace ocp::bench
