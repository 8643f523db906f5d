#pragma once

#include "ocpizza/settings.h"

#include <charconv>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Readers for the table of settings: each puts one kind of value into the member it is made for and answers
/// what is wrong with it, "" when nothing is.
namespace ocp::setting {

/// The pieces between commas, surrounding blanks cut.
std::vector<std::string> pieces(std::string_view list);

std::string fault_of_base_url(std::string_view url);
/// The same, or the word off: nobody is asked.
std::string fault_of_base_url_or_off(std::string_view url);
std::string fault_of_database_url(std::string_view url);
std::string fault_of_host(std::string_view host);
std::string fault_of_mail_address(std::string_view address);
std::string fault_of_mailbox(std::string_view mailbox);
std::string fault_of_secret_key(std::string_view key);
std::string fault_of_sentry_dsn(std::string_view dsn);
std::string fault_of_site(std::string_view url);
std::string fault_of_smtp_url(std::string_view url);
std::string fault_of_sslmode(std::string_view mode);
std::string fault_of_tile_url(std::string_view url);
std::string fault_of_webhook_secret(std::string_view secret);
std::string fault_of_web_url(std::string_view url);
std::string fault_of_proxy(std::string_view address);

std::string app_env(std::string_view value, Settings& into);
std::string rate_limits(std::string_view value, Settings& into);
std::string listen(std::string_view value, Settings& into);
std::string trusted_proxies(std::string_view value, Settings& into);

template <auto member>
std::string text(std::string_view value, Settings& into)
{
    into.*member = std::string{value};
    return {};
}

/// A text that `fault_of` has nothing against.
template <auto member, auto fault_of>
std::string checked(std::string_view value, Settings& into)
{
    into.*member = std::string{value};
    return fault_of(value);
}

/// A list between commas, each piece checked.
template <auto member, auto fault_of>
std::string list(std::string_view value, Settings& into)
{
    into.*member = pieces(value);
    for (auto const& piece : into.*member)
        if (auto fault = fault_of(piece); !fault.empty()) return "has an entry that " + fault;
    return {};
}

template <auto member>
std::string truth(std::string_view value, Settings& into)
{
    auto const yes = value == "true" || value == "1" || value == "yes" || value == "on";
    auto const no = value == "false" || value == "0" || value == "no" || value == "off";
    into.*member = yes;
    return yes || no ? "" : "is neither true nor false";
}

/// A whole decimal number, both bounds allowed.
template <auto member, long low, long high>
std::string number(std::string_view value, Settings& into)
{
    long parsed = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error == std::errc::result_out_of_range) return "is out of range";
    if (error != std::errc{} || end != value.data() + value.size()) return "is not a whole number";
    if (parsed < low || parsed > high) return "is out of range";
    using Target = std::remove_reference_t<decltype(into.*member)>;
    into.*member = Target(parsed);
    return {};
}

/// A decimal number from 0 to 1.
template <auto member>
std::string share(std::string_view value, Settings& into)
{
    double parsed = 0;
    auto const format = std::chars_format::fixed;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed, format);
    if (error != std::errc{} || end != value.data() + value.size()) return "is not a number";
    if (!(parsed >= 0 && parsed <= 1)) return "is out of range";
    into.*member = parsed;
    return {};
}

} // namespace ocp::setting
