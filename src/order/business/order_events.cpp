#include "order/business/order_events.h"

#include "order/business/tell_customer.h"
#include "platform/outbox/outbox.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

bool changes_what_is_sellable(StockEffect effect)
{
    return effect != StockEffect::None && effect != StockEffect::Consume && effect != StockEffect::Lose;
}

} // namespace

std::string shop_stream(PizzeriaId shop)
{
    return fmt::format("shop:{}", shop.value());
}
std::string order_stream(PizzeriaId shop, OrderId order)
{
    return fmt::format("shop:{}/order:{}", shop.value(), order.value());
}
std::string menu_stream(PizzeriaId shop)
{
    return fmt::format("menu:{}", shop.value());
}

void announce(db::Transaction& tx, Announcement const& told, Instant at)
{
    // Before the event, which is the last of a transaction: whoever waits for its turn there waits short.
    tell_customer(tx, told.order, told.step, at);
    std::vector<outbox::Event> events{{order_stream(told.shop, told.order), std::string{told.step.event},
        fmt::format(R"({{"order":{},"number":"{:03}","status":"{}","version":{}}})", told.order.value(),
            told.daily_number, slug(told.step.to), told.version)}};
    if (changes_what_is_sellable(told.step.stock))
        events.push_back({menu_stream(told.shop), "stock.changed", "{}"});
    outbox::append(tx, events, at);
}

} // namespace ocp::order
