#include "platform/http/ascii.h"
#include "platform/http/forms.h"
#include "platform/http/percent.h"

#include <algorithm>

namespace ocp::http {

namespace {

bool climbs(std::string_view path)
{
    while (!path.empty()) {
        auto const part = path.substr(0, path.find('/'));
        if (part == "." || part == "..") return true;
        path.remove_prefix(std::min(part.size() + 1, path.size()));
    }
    return false;
}

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool has_escaped_slash(std::string_view path)
{
    for (auto at = path.find("%2"); at != path.npos; at = path.find("%2", at + 2))
        if (at + 2 < path.size() && lower(path[at + 2]) == 'f') return true;
    return false;
}

} // namespace

std::optional<std::string> decode_path(std::string_view path)
{
    // "%2F" would make one part of a path look like two.
    if (!path.starts_with('/') || has_escaped_slash(path)) return std::nullopt;
    auto decoded = percent_decode(path, Plus::IsItself);
    if (!decoded || climbs(*decoded) || decoded->find('\\') != std::string::npos
        || std::any_of(decoded->begin(), decoded->end(), is_control))
        return std::nullopt;
    return decoded;
}

std::string safe_redirect(std::string_view next)
{
    constexpr std::size_t longest = 2000;
    auto const is_plain = [](char c) { return c > ' ' && c < 0x7f && c != '\\'; };
    auto const path = next.substr(0, next.find_first_of("?#"));
    auto const is_ours = next.size() <= longest && path.starts_with('/') && path.find("//") == path.npos
        && std::all_of(next.begin(), next.end(), is_plain) && decode_path(path);
    return is_ours ? std::string{next} : "/";
}

} // namespace ocp::http
