#include "tests/support/browser.h"

#include "platform/http/forms.h"
#include "tests/support/page_text.h"

#include <chrono>
#include <fmt/format.h>

namespace ocp::test {

std::string encoded(Form const& form)
{
    std::string body;
    for (auto const& [name, value] : form)
        body += fmt::format(
            "{}{}={}", body.empty() ? "" : "&", http::url_encode(name), http::url_encode(value));
    return body;
}

Browser::Answer Browser::get(std::string_view path)
{
    auto answer = send("GET", path, "");
    if (auto token = value_of(answer.body, "csrf"); !token.empty()) csrf = std::move(token);
    return answer;
}

Browser::Answer Browser::post(std::string_view path, Form form)
{
    form.emplace_back("csrf", csrf);
    auto answer = send("POST", path, std::string{origin} + std::string{form_type}, encoded(form));
    if (auto token = value_of(answer.body, "csrf"); !token.empty()) csrf = std::move(token);
    return answer;
}

Browser::Answer Browser::send(
    std::string_view method, std::string_view path, std::string const& lines, std::string const& body)
{
    auto head = fmt::format("{} {} HTTP/1.1\r\nConnection: close\r\n{}", method, path, lines);
    if (head.find("\r\nHost: ") == std::string::npos) head += "Host: localhost\r\n";
    std::string jar;
    for (auto const& [name, value] : cookies)
        jar += fmt::format("{}{}={}", jar.empty() ? "" : "; ", name, value);
    if (!jar.empty()) head += fmt::format("Cookie: {}\r\n", jar);
    if (!body.empty() || method == "POST") head += fmt::format("Content-Length: {}\r\n", body.size());

    RawClient client{port_};
    client.send(head + "\r\n" + body);
    auto answer = client.read_answer(std::chrono::seconds{30}, method == "HEAD");
    keep_cookies(answer);
    return answer;
}

void Browser::keep_cookies(Answer const& answer)
{
    static constexpr std::string_view field = "\r\nSet-Cookie: ";
    for (auto at = answer.head.find(field); at != std::string::npos; at = answer.head.find(field, at + 1)) {
        auto const line = answer.head.substr(at + field.size());
        auto const pair = line.substr(0, line.find_first_of(";\r"));
        auto const equals = pair.find('=');
        auto const name = pair.substr(0, equals), value = pair.substr(equals + 1);
        if (value.empty())
            cookies.erase(name);
        else
            cookies[name] = value;
    }
}

} // namespace ocp::test
