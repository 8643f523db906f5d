#include "platform/http/accept_language.h"

#include "base/text.h"

#include <algorithm>
#include <optional>

namespace ocp::http {

namespace {

/// "0.8" is 800; nothing when it is no weight (RFC 9110 §12.4.2).
std::optional<int> thousandths(std::string_view weight)
{
    if (weight.empty() || weight.size() > 5 || (weight[0] != '0' && weight[0] != '1')) return std::nullopt;
    if (weight.size() > 1 && weight[1] != '.') return std::nullopt;
    int value = (weight[0] - '0') * 1000;
    int place = 100;
    for (char const digit : weight.substr(std::min<std::size_t>(weight.size(), 2))) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value += (digit - '0') * place;
        place /= 10;
    }
    return value <= 1000 ? std::optional{value} : std::nullopt;
}

bool speaks_for(std::string_view range, std::string_view language)
{
    return range == language || (range.starts_with(language) && range[language.size()] == '-');
}

} // namespace

int weight_of_language(std::string_view accept_language, std::string_view language)
{
    auto const header = text::lower_ascii(accept_language);
    std::optional<int> own, any;
    for (auto const part : text::split(header, ',')) {
        auto const semicolon = part.find(';');
        auto const range = text::trimmed(part.substr(0, semicolon));
        std::optional<int> weight = 1000;
        if (semicolon != part.npos) {
            auto const parameter = text::trimmed(part.substr(semicolon + 1));
            weight = parameter.starts_with("q=") ? thousandths(parameter.substr(2)) : std::nullopt;
        }
        if (!weight) continue;
        if (speaks_for(range, language)) own = std::max(own.value_or(0), *weight);
        if (range == "*") any = weight;
    }
    return own ? *own : any.value_or(0);
}

} // namespace ocp::http
