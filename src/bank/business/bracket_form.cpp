#include "bank/business/bracket_form.h"

#include "platform/http/percent.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace ocp::bank {

namespace {

std::optional<std::size_t> row_of(std::string_view part)
{
    constexpr std::size_t most_digits = 4;
    std::size_t row = 0;
    if (part.empty() || part.size() > most_digits) return std::nullopt;
    auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), row);
    if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
    return row;
}

} // namespace

std::optional<std::vector<std::string_view>> parts_of(std::string_view path)
{
    constexpr std::size_t deepest = 6;
    auto const end = std::min(path.find('['), path.size());
    std::vector<std::string_view> parts{path.substr(0, end)};
    for (auto rest = path.substr(end); !rest.empty();) {
        auto const close = rest.find(']');
        if (rest.front() != '[' || close == std::string_view::npos) return std::nullopt;
        parts.push_back(rest.substr(1, close - 1));
        rest.remove_prefix(close + 1);
    }
    auto const is_sound = [](std::string_view part) {
        return !part.empty() && part.find_first_of("[]") == std::string_view::npos;
    };
    if (parts.size() > deepest || !std::all_of(parts.begin(), parts.end(), is_sound)) return std::nullopt;
    return parts;
}

tl::expected<BracketForm, std::string> BracketForm::read(std::string_view encoded)
{
    constexpr std::size_t most_fields = 1000;
    BracketForm form;
    while (!encoded.empty()) {
        auto const pair = encoded.substr(0, encoded.find('&'));
        encoded.remove_prefix(std::min(pair.size() + 1, encoded.size()));
        if (pair.empty()) continue;
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = http::percent_decode(pair.substr(0, equals), http::Plus::IsBlank);
        auto value
            = http::percent_decode(pair.substr(std::min(equals + 1, pair.size())), http::Plus::IsBlank);
        if (!name || !value) return tl::unexpected{std::string{}};
        // `name[]=a&name[]=b` counts by itself, as curl users write it.
        if (name->ends_with("[]")) {
            auto const list = name->substr(0, name->size() - 2);
            *name = list + "[" + std::to_string(form.rows(list).value_or(0)) + "]";
        }
        if (form.fields_.size() == most_fields || !parts_of(*name)) return tl::unexpected{*name};
        if (!form.fields_.emplace(*name, *value).second) return tl::unexpected{*name};
    }
    return form;
}

std::optional<std::string_view> BracketForm::one(std::string_view path) const
{
    auto const found = fields_.find(path);
    if (found == fields_.end()) return std::nullopt;
    return found->second;
}

std::string BracketForm::text(std::string_view path) const
{
    return std::string{one(path).value_or("")};
}

std::int64_t BracketForm::number(std::string_view path, std::int64_t otherwise) const
{
    auto const text = one(path);
    if (!text) return otherwise;
    std::int64_t number = otherwise;
    std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

std::map<std::string, std::string> BracketForm::group(std::string_view name) const
{
    std::map<std::string, std::string> group;
    auto const start = std::string{name} + "[";
    for (auto at = fields_.lower_bound(start); at != fields_.end() && at->first.starts_with(start); ++at)
        group.emplace(at->first.substr(start.size(), at->first.size() - start.size() - 1), at->second);
    return group;
}

std::optional<std::size_t> BracketForm::rows(std::string_view name) const
{
    std::set<std::size_t> rows;
    auto const start = std::string{name} + "[";
    for (auto at = fields_.lower_bound(start); at != fields_.end() && at->first.starts_with(start); ++at) {
        auto const row = row_of(std::string_view{at->first}.substr(
            start.size(), at->first.find(']', start.size()) - start.size()));
        if (!row) return std::nullopt;
        rows.insert(*row);
    }
    if (!rows.empty() && *rows.rbegin() + 1 != rows.size()) return std::nullopt;
    return rows.size();
}

} // namespace ocp::bank
