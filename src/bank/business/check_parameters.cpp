#include "bank/business/check_parameters.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace ocp::bank {

namespace {

bool is_number_of_row(std::string_view part)
{
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool fits(std::vector<std::string_view> const& parts, std::string_view pattern)
{
    auto const wanted = parts_of(pattern);
    return wanted
        && std::equal(parts.begin(), parts.end(), wanted->begin(), wanted->end(),
            [](std::string_view part, std::string_view form) {
                return form == "*" || (form == "#" ? is_number_of_row(part) : part == form);
            });
}

Parameter const* find(std::string_view path, std::span<Parameter const> known)
{
    auto const parts = parts_of(path).value_or(std::vector<std::string_view>{});
    auto const found = std::find_if(
        known.begin(), known.end(), [&](Parameter const& parameter) { return fits(parts, parameter.path); });
    return found == known.end() ? nullptr : &*found;
}

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool is_web_address(std::string_view text)
{
    auto const start = text.starts_with("https://") ? 8u : text.starts_with("http://") ? 7u : 0u;
    auto const is_plain = [](unsigned char c) { return c > ' ' && c != 0x7f && c != '"' && c != '<'; };
    return start > 0 && text.size() > start && text[start] != '/' && text[start] != '?'
        && std::all_of(text.begin(), text.end(), is_plain);
}

bool is_mail_address(std::string_view text)
{
    auto const at = text.find('@');
    auto const is_plain = [](unsigned char c) { return c > ' ' && c != 0x7f; };
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos
        && text.find('.', at) != std::string_view::npos && !text.ends_with('.')
        && std::all_of(text.begin(), text.end(), is_plain);
}

std::optional<Fault> fault_of_number(
    std::string_view path, std::string_view value, Parameter const& parameter)
{
    auto const number = whole_number(value);
    if (!number)
        return parameter_fault("parameter_invalid_integer", path, fmt::format("Invalid integer: {}", value));
    if (*number < parameter.least || *number > parameter.most)
        return parameter_fault("parameter_invalid_integer", path,
            fmt::format("This value must be between {} and {}.", parameter.least, parameter.most));
    return std::nullopt;
}

std::optional<Fault> fault_of_value(std::string_view path, std::string_view value, Parameter const& parameter)
{
    using Kind = Parameter::Kind;
    if (parameter.kind == Kind::Number) return fault_of_number(path, value, parameter);
    if (value.empty() && parameter.least > 0)
        return parameter_fault("parameter_invalid_empty", path,
            fmt::format("You passed an empty string for '{}'. We assume empty values are an attempt to unset "
                        "a parameter; however '{}' cannot be unset.",
                path, path));
    if (static_cast<std::int64_t>(text::length(value)) > parameter.most)
        return parameter_fault("parameter_invalid_string_too_long", path,
            fmt::format("Invalid string: must be at most {} characters", parameter.most));
    if (parameter.kind == Kind::Url && !is_web_address(value))
        return parameter_fault("url_invalid", path, "Not a valid URL");
    if (parameter.kind == Kind::Mail && !is_mail_address(value))
        return parameter_fault("email_invalid", path, fmt::format("Invalid email address: {}", value));
    if (parameter.kind == Kind::OneOf) {
        auto const words = text::split(parameter.words, ' ');
        if (std::find(words.begin(), words.end(), value) == words.end())
            return parameter_fault("parameter_invalid", path,
                fmt::format("Invalid {}: must be one of {}", path, parameter.words));
    }
    return std::nullopt;
}

Fault missing(std::string_view path)
{
    return parameter_fault("parameter_missing", path, fmt::format("Missing required param: {}.", path));
}

std::optional<Fault> fault_of_absence(BracketForm const& form, Parameter const& parameter)
{
    auto const mark = parameter.path.find("[#]");
    if (mark == std::string_view::npos) {
        if (!form.one(parameter.path)) return missing(parameter.path);
        return std::nullopt;
    }
    auto const list = parameter.path.substr(0, mark);
    auto const rows = form.rows(list);
    if (!rows) return parameter_fault("parameter_invalid", list, fmt::format("Invalid array: {}", list));
    if (*rows == 0) return missing(list);
    for (std::size_t row = 0; row < *rows; ++row) {
        auto const path = fmt::format("{}[{}]{}", list, row, parameter.path.substr(mark + 3));
        if (!form.one(path)) return missing(path);
    }
    return std::nullopt;
}

} // namespace

Fault parameter_fault(std::string_view code, std::string_view param, std::string message)
{
    Fault fault;
    fault.code = code;
    fault.param = param;
    fault.message = std::move(message);
    return fault;
}

std::optional<Fault> fault_of(BracketForm const& form, std::span<Parameter const> known)
{
    for (auto const& [path, value] : form.fields())
        if (!find(path, known))
            return parameter_fault(
                "parameter_unknown", path, fmt::format("Received unknown parameter: {}", path));
    for (auto const& parameter : known)
        if (parameter.is_required)
            if (auto fault = fault_of_absence(form, parameter)) return fault;
    for (auto const& [path, value] : form.fields())
        if (auto fault = fault_of_value(path, value, *find(path, known))) return fault;
    return std::nullopt;
}

} // namespace ocp::bank
