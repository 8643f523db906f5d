#include "platform/http/router.h"

#include <algorithm>
#include <stdexcept>

namespace ocp::http {

namespace {

std::vector<std::string_view> parts_of(std::string_view path)
{
    std::vector<std::string_view> parts;
    if (path.starts_with('/')) path.remove_prefix(1);
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
        parts.push_back(path.substr(0, slash));
        path.remove_prefix(slash + 1);
    }
    parts.push_back(path);
    return parts;
}

bool is_named(std::string_view part)
{
    return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

bool matches(std::vector<std::string> const& pattern, std::vector<std::string_view> const& parts)
{
    return std::equal(pattern.begin(), pattern.end(), parts.begin(), parts.end(),
        [](std::string_view wanted, std::string_view part) {
            return is_named(wanted) ? !part.empty() : wanted == part;
        });
}

bool is_more_literal(std::vector<std::string> const& a, std::vector<std::string> const& b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
        [](auto const& x, auto const& y) { return !is_named(x) && is_named(y); });
}

bool same_shape(std::vector<std::string> const& a, std::vector<std::string> const& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](auto const& x, auto const& y) { return x == y || (is_named(x) && is_named(y)); });
}

} // namespace

void Router::add(Method method, std::string_view pattern, std::size_t route)
{
    Entry entry{method, {}, route};
    for (auto const part : parts_of(pattern))
        entry.parts.emplace_back(part);
    for (auto const& other : entries_)
        if (other.method == method && same_shape(other.parts, entry.parts))
            throw std::logic_error{"two routes for " + std::string{pattern}};
    entries_.push_back(std::move(entry));
}

Router::Answer Router::find(Method method, std::string_view path) const
{
    auto const wanted = method == Method::Head ? Method::Get : method;
    auto const parts = parts_of(path);
    Entry const* best = nullptr;
    std::vector<Method> others;
    for (auto const& entry : entries_) {
        if (!matches(entry.parts, parts)) continue;
        if (entry.method != wanted)
            others.push_back(entry.method);
        else if (!best || is_more_literal(entry.parts, best->parts))
            best = &entry;
    }
    if (!best) return {.found = std::nullopt, .other_methods = std::move(others)};

    Found found{best->route, {}};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string_view const pattern = best->parts[i];
        if (is_named(pattern)) found.in_path.emplace(pattern.substr(1, pattern.size() - 2), parts[i]);
    }
    return {.found = std::move(found), .other_methods = {}};
}

} // namespace ocp::http
