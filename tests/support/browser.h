#pragma once

#include "tests/support/raw_client.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocp::test {

using Form = std::vector<std::pair<std::string, std::string>>;
/// As application/x-www-form-urlencoded.
std::string encoded(Form const& form);

/// One person's browser before a site on this machine: keeps cookies, and sends forms as the site's pages do.
class Browser {
public:
    using Answer = RawClient::Answer;

    explicit Browser(unsigned short port)
        : port_{port}
    {
    }

    Answer get(std::string_view path);
    /// From a page of the site: with its origin and the token of the last page that carried one.
    Answer post(std::string_view path, Form form = {});
    /// With exactly these header lines beside Host, cookies and length. No body: no length either.
    Answer send(std::string_view method, std::string_view path, std::string const& lines,
        std::string const& body = "");
    /// Where a redirect leads.
    Answer follow(Answer const& redirect) { return get(redirect.header("location")); }

    std::map<std::string, std::string> cookies;
    std::string csrf; ///< of the last page that carried a form

    static constexpr std::string_view origin = "Origin: http://localhost\r\n";
    static constexpr std::string_view form_type = "Content-Type: application/x-www-form-urlencoded\r\n";

private:
    void keep_cookies(Answer const&);
    unsigned short port_;
};

} // namespace ocp::test
