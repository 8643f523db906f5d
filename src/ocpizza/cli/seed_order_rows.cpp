#include "ocpizza/cli/seed_order_rows.h"

#include "order/business/place_order.h"
#include "platform/secrets/secrets.h"

#include <array>
#include <fmt/format.h>

namespace ocp::seeds {

namespace {

char const* slug(order::Channel channel)
{
    static constexpr std::array slugs{"web", "phone", "counter"};
    return slugs[static_cast<std::size_t>(channel)];
}

std::string number_of(SeededShop const& shop, OrderNumber const& number)
{
    return fmt::format("{}-{:06}-{:03}", shop.code, number.business_day % 1'000'000, number.daily);
}

char const* note_of(Dice& dice, pizzeria::Mode mode)
{
    static constexpr std::array at_the_door{"Digicode 24B59, 3e étage.", "Appeler en arrivant.",
        "Ne pas sonner, bébé endormi.", "Portail vert, au fond de la cour.", "Laisser chez la gardienne."};
    if (mode == pizzeria::Mode::Pickup || !dice.of_hundred(22)) return "";
    return at_the_door[dice.below(at_the_door.size())];
}

template <class T>
std::optional<T> when(bool condition, T const& value)
{
    return condition ? std::optional{value} : std::nullopt;
}

} // namespace

void OrderWriter::add_order(
    PastOrder const& order, Course const& course, OrderNumber const& number, SeededShop const& shop)
{
    auto const delivery = order.mode == pizzeria::Mode::Delivery;
    auto const& client = *order.client;
    auto const nowhere = std::string{};
    auto const order_number = number_of(shop, number);
    auto const tracking_hash = secrets::fingerprint(order::tracking_token(tracking_key_, order_number));
    tables_.orders.add(number.id, order_number, number.daily, number.business_day, course.payment_status,
        order::slug(course.end()), slug(order.channel), delivery ? "delivery" : "pickup",
        order.pay_on == PayOn::Online ? "online" : "reception", client.id, shop.id, course.pizzaiolo,
        course.driver, when(delivery, client.address), client.name, client.phone,
        delivery ? client.line : nowhere, delivery ? client.postcode : nowhere,
        delivery ? client.city : nowhere, when(delivery, client.position.latitude),
        when(delivery, client.position.longitude), note_of(dice_, order.mode), order.promise.from,
        order.promise.to, tracking_hash, course.steps.size(), order.basket.load_points(),
        order.basket.total(), order.fee, order.total(), course.delivered_at, order.placed,
        course.steps.back().at);
}

void OrderWriter::add(
    PastOrder const& order, Course const& course, OrderNumber const& number, SeededShop const& shop)
{
    add_order(order, course, number, shop);
    for (int line = 1; auto const& [dish, quantity] : order.basket.lines)
        tables_.lines.add(number.id, line++, dish->product, dish->size, dish->name, dish->size_label,
            quantity, dish->price, dish->vat_rate, dish->needs_text, order.placed, order.placed);
    for (auto const& step : course.steps)
        tables_.steps.add(ids_.step++, number.id,
            when(step.from != order::Status::New, order::slug(step.from)), order::slug(step.to),
            order::slug(step.action), step.by, when(!step.reason.empty(), step.reason), step.at);
    for (auto const& payment : course.payments)
        tables_.payments.add(ids_.payment++, number.id, payment.kind, payment.amount, payment.by, payment.at);
}

void OrderTables::load(db::Transaction& tx)
{
    for (auto* rows : {&orders, &lines, &steps, &payments})
        rows->load(tx);
}

} // namespace ocp::seeds
