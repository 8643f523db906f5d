#include "product/model/quantity_text.h"

#include <cstdlib>
#include <fmt/format.h>

namespace ocp::product {

std::string quantity_text(Quantity quantity, std::string_view unit)
{
    auto const count = quantity.ten_thousandths();
    auto text = fmt::format("{}{}", count < 0 ? "-" : "", std::abs(count / 10'000));
    if (auto const rest = std::abs(count % 10'000); rest != 0) {
        text += fmt::format(",{:04}", rest);
        while (text.back() == '0')
            text.pop_back();
    }
    return text + "\u00a0" + std::string{unit};
}

} // namespace ocp::product
