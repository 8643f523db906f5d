#include "clients/stripe/json_fields.h"

#include <algorithm>

namespace ocp::stripe {

namespace {

constexpr std::size_t longest_text = 5'000;
constexpr std::int64_t largest = 1'000'000'000'000;

std::string fit_text(Json const& value)
{
    if (!value.is_string()) return {};
    auto const& text = value.get_ref<std::string const&>();
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (text.size() > longest_text || std::any_of(text.begin(), text.end(), is_control)) return {};
    return text;
}

} // namespace

std::optional<Json> object_in(std::string_view body)
{
    auto read = Json::parse(body, nullptr, false);
    if (!read.is_object()) return std::nullopt;
    return read;
}

Json const& member(Json const& object, char const* name)
{
    static Json const nothing;
    auto const found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? nothing : *found;
}

std::string text_in(Json const& object, char const* name)
{
    return fit_text(member(object, name));
}

std::optional<std::int64_t> integer_in(Json const& object, char const* name)
{
    auto const& value = member(object, name);
    if (!value.is_number_integer()) return std::nullopt;
    // What is not negative is read unsigned, and would come out negative above the largest signed number.
    auto const is_too_large = value.is_number_unsigned()
        ? value.get<std::uint64_t>() > static_cast<std::uint64_t>(largest)
        : value.get<std::int64_t>() < -largest;
    if (is_too_large) return std::nullopt;
    return value.get<std::int64_t>();
}

std::optional<bool> truth_in(Json const& object, char const* name)
{
    auto const& value = member(object, name);
    if (!value.is_boolean()) return std::nullopt;
    return value.get<bool>();
}

std::string id_in(Json const& object, char const* name)
{
    auto const& value = member(object, name);
    return value.is_object() ? text_in(value, "id") : fit_text(value);
}

Metadata metadata_in(Json const& object)
{
    Metadata all;
    auto const& metadata = member(object, "metadata");
    if (!metadata.is_object()) return all;
    for (auto const& [key, value] : metadata.items())
        if (auto text = fit_text(value); !text.empty()) all.emplace(key, std::move(text));
    return all;
}

} // namespace ocp::stripe
