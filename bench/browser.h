#pragma once

#include "connection.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocp::bench {

using Form = std::vector<std::pair<std::string, std::string>>;

/// A person at a browser: a session cookie, and the token that forms carry.
class Browser {
public:
    explicit Browser(std::string address, std::string cookie = {});

    Reply get(std::string_view path);
    /// Sends the form with the token, as a page of ours would.
    Reply post(std::string_view path, Form const& form);

    /// Throws unless the password is right.
    void sign_in(std::string const& email, std::string const& password);
    /// Takes the token out of a page with a form.
    void take_token(std::string const& page);

    std::string const& cookie() const { return cookie_; }

private:
    std::string address_, cookie_, token_;
    Connection connection_;
};

/// The value of the first input of that name, or "".
std::string input_value(std::string const& page, std::string_view name);

} // namespace ocp::bench
