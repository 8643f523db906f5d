#pragma once

#include "account/business/login_session.h"
#include "base/language.h"

#include <string>
#include <string_view>

namespace ocp::account {

/// The names and values of our cookies. Over https they carry the prefix that binds them to this host.
class SessionCookies {
public:
    explicit SessionCookies(bool secure)
        : secure_{secure}
    {
    }
    std::string_view session_name() const { return secure_ ? "__Host-s" : "s"; }
    std::string_view device_name() const { return secure_ ? "__Host-d" : "d"; }
    std::string_view language_name() const { return secure_ ? "__Host-lang" : "lang"; }

    /// Set-Cookie values.
    std::string session(OpenedSession const&) const;
    std::string no_session() const;
    /// Where the token of a link sent by mail goes, so that it stands in no address.
    std::string_view link_name() const { return secure_ ? "__Host-l" : "l"; }
    std::string link(std::string_view token) const;
    std::string no_link() const;
    /// Kept a year: a device that signed in before stays a known one.
    std::string device(std::string const& signature) const;
    /// Kept a year: what this browser is spoken to in.
    std::string language(Language) const;

private:
    bool secure_;
};

} // namespace ocp::account
