#include "platform/http/allowed_hosts.h"

#include "platform/http/ascii.h"

#include <algorithm>

namespace ocp::http {

namespace {

bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-';
}
bool is_address_byte(char c)
{
    return (c >= 'a' && c <= 'f') || is_digit(c) || c == ':' || c == '.';
}

bool is_port(std::string_view text)
{
    return text.empty()
        || (text.size() > 1 && text.size() <= 6 && text.front() == ':'
            && std::all_of(text.begin() + 1, text.end(), is_digit));
}

} // namespace

std::optional<std::string> host_name(std::string_view header)
{
    constexpr std::size_t longest = 260;
    if (header.size() > longest) return std::nullopt;
    auto name = lowered(header);
    auto const in_brackets = name.starts_with('[');
    auto const end = in_brackets ? name.find(']') + 1 : std::min(name.find(':'), name.size());
    if (in_brackets && end == 0) return std::nullopt;
    if (!is_port(std::string_view{name}.substr(end))) return std::nullopt;
    name.resize(end);

    std::string_view inside = name;
    if (in_brackets) inside = inside.substr(1, inside.size() - 2);
    if (inside.empty()
        || !std::all_of(inside.begin(), inside.end(), in_brackets ? is_address_byte : is_name_byte))
        return std::nullopt;
    if (name.ends_with('.')) name.pop_back();
    if (name.empty()) return std::nullopt;
    return name;
}

bool is_allowed_host(std::string_view name, std::vector<std::string> const& allowed)
{
    return std::any_of(allowed.begin(), allowed.end(), [&](std::string_view entry) {
        if (!entry.starts_with('.')) return same_but_case(name, entry);
        auto const suffix = lowered(entry);
        return name.ends_with(suffix) || name == std::string_view{suffix}.substr(1);
    });
}

} // namespace ocp::http
