#include "order/model/order_words.h"

#include <fmt/format.h>

namespace ocp::order {

std::string summary_with_sizes(OrderView const& order)
{
    std::string text;
    for (auto const& line : order.lines)
        text += fmt::format("{}{}\u00a0{}{}", text.empty() ? "" : ", ", line.quantity, line.name,
            line.size_label.empty() ? "" : " " + line.size_label);
    return text;
}

std::string readable_phone(std::string_view e164)
{
    if (!e164.starts_with("+33") || e164.size() != 12) return std::string{e164};
    auto const digits = "0" + std::string{e164.substr(3)};
    std::string text;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        text += (i ? "\u00a0" : "") + digits.substr(i, 2);
    return text;
}

} // namespace ocp::order
