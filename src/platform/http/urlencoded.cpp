#include "platform/http/forms.h"
#include "platform/http/percent.h"

#include <algorithm>

namespace ocp::http {

std::optional<Fields> parse_urlencoded(std::string_view text)
{
    constexpr std::size_t most_fields = 200;
    Fields fields;
    while (!text.empty()) {
        auto const pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty()) continue;
        if (fields.items().size() == most_fields) return std::nullopt;
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = percent_decode(pair.substr(0, equals), Plus::IsBlank);
        auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), Plus::IsBlank);
        if (!name || !value) return std::nullopt;
        fields.add(*std::move(name), *std::move(value));
    }
    return fields;
}

} // namespace ocp::http
