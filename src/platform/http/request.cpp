#include "platform/http/request.h"

#include "platform/http/ascii.h"
#include "platform/http/typed_text.h"

#include <algorithm>
#include <charconv>

namespace ocp::http {

namespace {

std::optional<std::int64_t> whole_number(std::string_view digits)
{
    std::int64_t number = 0;
    auto const* const end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return number;
}

} // namespace

std::optional<std::string_view> Fields::one(std::string_view name) const
{
    std::optional<std::string_view> found;
    for (auto const& [key, value] : items_) {
        if (key != name) continue;
        if (found) return std::nullopt;
        found = value;
    }
    return found;
}

std::string Fields::trimmed(std::string_view name) const
{
    return typed_text(one(name).value_or(""));
}

std::optional<std::int64_t> Fields::number(std::string_view name) const
{
    auto const text = one(name);
    return text ? whole_number(*text) : std::nullopt;
}

std::vector<std::string_view> Fields::all(std::string_view name) const
{
    std::vector<std::string_view> values;
    for (auto const& [key, value] : items_)
        if (key == name) values.push_back(value);
    return values;
}

bool Fields::has(std::string_view name) const
{
    for (auto const& item : items_)
        if (item.first == name) return true;
    return false;
}

std::string_view Request::header(std::string_view lower_case_name) const
{
    for (auto const& [name, value] : headers)
        if (name == lower_case_name) return value;
    return {};
}

std::string_view Request::cookie(std::string_view name) const
{
    auto rest = header("cookie");
    while (!rest.empty()) {
        auto const end = std::min(rest.find(';'), rest.size());
        auto const pair = http::trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        auto const equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        auto value = pair.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

std::string_view Request::path_text(std::string_view name) const
{
    auto const found = in_path.find(name);
    return found == in_path.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<std::int64_t> Request::path_number(std::string_view name) const
{
    return whole_number(path_text(name));
}

} // namespace ocp::http
