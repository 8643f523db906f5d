#include "platform/http/content_type.h"

#include "platform/http/ascii.h"

namespace ocp::http {

namespace {

// Takes `"quoted \" text"` or a bare word off the front of `rest`; nothing when the quote does not end.
std::optional<std::string> take_value(std::string_view& rest)
{
    if (!rest.starts_with('"')) return std::string{next_piece(rest, ';')};
    std::string value;
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest.remove_prefix(i + 1);
            if (!next_piece(rest, ';').empty()) return std::nullopt;
            return value;
        }
        // Browsers write a quote in a name as %22, others as \"; a lone backslash is one (C:\photo.png).
        if (rest[i] == '\\' && i + 1 < rest.size() && rest[i + 1] == '"') ++i;
        value += rest[i];
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string_view> ParameterList::parameter(std::string_view name) const
{
    for (auto const& [key, text] : parameters)
        if (key == name) return text;
    return std::nullopt;
}

std::optional<ParameterList> parse_parameters(std::string_view header)
{
    ParameterList list{lowered(next_piece(header, ';')), {}};
    while (!trimmed(header).empty()) {
        header = trimmed(header);
        auto const equals = header.find('=');
        if (equals == header.npos || equals == 0) return std::nullopt;
        auto const name = lowered(trimmed(header.substr(0, equals)));
        header = trimmed(header.substr(equals + 1));
        auto value = take_value(header);
        if (!value || list.parameter(name)) return std::nullopt;
        list.parameters.emplace_back(name, *std::move(value));
    }
    return list;
}

} // namespace ocp::http
