#include "order/business/same_again.h"

namespace ocp::order {

std::vector<cart::CartLine> same_again(std::vector<OrderLine> const& lines)
{
    std::vector<cart::CartLine> again;
    std::optional<int> deal;
    for (auto const& line : lines) {
        auto configuration = product::configuration_from(line.configuration);
        if (!line.deal || !line.deal_product) {
            again.push_back({0, line.product, line.size, line.quantity, std::move(configuration)});
            continue;
        }
        if (line.deal != deal) again.push_back({0, *line.deal_product, "unit", line.quantity, {}});
        deal = line.deal;
        again.back().configuration.picks.push_back({line.product, line.size, std::move(configuration)});
    }
    return again;
}

} // namespace ocp::order
