#include "ocpizza/cli/seed_history.h"

#include "ocpizza/cli/seed_order_rows.h"
#include "ocpizza/cli/seed_speed.h"
#include "pizzeria/business/delivery_rules.h"
#include "pizzeria/model/local_time.h"
#include "product/business/product_rules.h"

#include <algorithm>

namespace ocp::seeds {

namespace {

using order::Channel;
using pizzeria::Mode;

constexpr std::int64_t days_at_once = 4;

/// An order with all that became of it, before it has an id.
struct Told {
    PastOrder order;
    Course course;
    std::int64_t daily;
    int business_day;
};

Customer const& pick_customer(Dice& dice, std::vector<Customer> const& customers)
{
    // Squared, so that some come often and many once.
    auto const drawn = dice.unit();
    return customers[static_cast<std::size_t>(drawn * drawn * static_cast<double>(customers.size()))];
}

Channel pick_channel(Dice& dice)
{
    static std::vector<double> const of_hundred{63, 23, 14};
    return static_cast<Channel>(dice.weighted(of_hundred));
}

Mode pick_mode(Dice& dice, Channel channel)
{
    auto const delivered = channel == Channel::Web ? 66.0 : channel == Channel::Phone ? 54.0 : 0.0;
    return dice.of_hundred(delivered) ? Mode::Delivery : Mode::Pickup;
}

PayOn pick_pay_on(Dice& dice, Channel channel)
{
    return channel == Channel::Web && dice.of_hundred(58) ? PayOn::Online : PayOn::Reception;
}

class Teller {
public:
    Teller(Dice& dice, HistoryParts const& parts)
        : dice_{dice}
        , parts_{parts}
        , menu_{menu_of(parts.catalogue)}
    {
    }

    /// The orders of one shop on one day, earliest first.
    std::vector<Told> orders_of(std::size_t shop, PastDay const& day)
    {
        std::vector<Told> told;
        auto const& place = parts_.shops[shop];
        auto const moments = order_moments(dice_, place, parts_.past.anchor, day, day.orders[shop]);
        if (moments.empty()) return told;
        auto const business_day = pizzeria::business_day(moments.front(), place.time_zone);
        for (auto const at : moments) {
            auto order = place_one(shop, at);
            auto const distance = pizzeria::distance_m(place.position, order.client->position);
            auto course = course_of(dice_, order, parts_.staff.at(place.id), distance);
            told.push_back({std::move(order), std::move(course), static_cast<std::int64_t>(told.size()) + 1,
                business_day});
        }
        return told;
    }

private:
    PastOrder place_one(std::size_t shop, Instant at)
    {
        auto const& place = parts_.shops[shop];
        auto const& client = pick_customer(dice_, parts_.customers[shop]);
        auto const channel = pick_channel(dice_);
        auto const mode = pick_mode(dice_, channel);
        auto const delivery = mode == Mode::Delivery;
        auto basket = pick_basket(dice_, menu_, delivery ? place.zone.minimum : Money{});
        auto const queued = dice_.between(0, place.capacity_points);
        auto const promise = order::promise_for(queued, basket.load_points(), place.capacity_points, mode,
            pizzeria::distance_m(place.position, client.position), std::nullopt, at);
        return {shop, at, &client, channel, mode, pick_pay_on(dice_, channel), std::move(basket),
            delivery ? place.zone.fee : Money{}, promise};
    }

    Dice& dice_;
    HistoryParts const& parts_;
    Menu menu_;
};

/// What the kitchen will take out of stock that day: of the orders it accepted.
product::Needs needs_of(std::vector<Told> const& orders)
{
    product::Needs sum;
    for (auto const& told : orders)
        if (told.course.accepted_at) product::add_needs(sum, told.order.basket.needs(), 1);
    return sum;
}

void receive_goods(Dice& dice, StockBook& book, HistoryParts const& parts, std::size_t shop,
    PastDay const& day, product::Needs const& needs)
{
    auto const manager = parts.staff.at(parts.shops[shop].id).managers.front();
    auto const morning = morning_of(parts.shops[shop], parts.past.anchor, day);
    if (dice.of_hundred(20)) book.lose(shop, dice.below(1'000), manager, morning);
    book.deliver(shop, needs, manager, morning);
}

} // namespace

std::int64_t seed_history(db::Transaction& tx, Dice& dice, HistoryParts const& parts, StockBook& book)
{
    Teller teller{dice, parts};
    OrderRows rows{dice, parts.tracking_key};
    auto id = first_free_order_id(tx);

    std::int64_t days = 0;
    for (auto const& day : parts.past.days) {
        std::vector<Told> of_day;
        for (std::size_t shop = 0; shop < parts.shops.size(); ++shop) {
            auto orders = teller.orders_of(shop, day);
            if (orders.empty()) continue;
            receive_goods(dice, book, parts, shop, day, needs_of(orders));
            std::move(orders.begin(), orders.end(), std::back_inserter(of_day));
        }
        std::sort(of_day.begin(), of_day.end(),
            [](Told const& a, Told const& b) { return a.order.placed < b.order.placed; });
        for (auto const& told : of_day) {
            OrderId const order{id++};
            rows.add(told.order, told.course, {order, told.daily, told.business_day},
                parts.shops[told.order.shop]);
            if (told.course.accepted_at)
                book.consume(told.order.shop, told.order.basket.needs(), order, *told.course.pizzaiolo,
                    *told.course.accepted_at);
        }
        if (++days % days_at_once != 0) continue;
        rows.load(tx);
        book.load_movements(tx);
    }
    rows.load(tx);
    book.load_movements(tx);
    return rows.written();
}

} // namespace ocp::seeds
