#include "ocpizza/cli/seed_history.h"

#include "ocpizza/cli/seed_order_rows.h"
#include "ocpizza/cli/seed_speed.h"
#include "pizzeria/business/delivery_rules.h"
#include "pizzeria/model/local_time.h"
#include "product/business/product_rules.h"

#include <algorithm>
#include <future>
#include <optional>

namespace ocp::seeds {

namespace {

using order::Channel;
using pizzeria::Mode;

constexpr int days_at_once = 8;

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
        auto const promise = promise_of(place, basket, mode, client, at);
        return {shop, at, &client, channel, mode, pick_pay_on(dice_, channel), std::move(basket),
            delivery ? place.zone.fee : Money{}, promise};
    }

    /// What the shop would have said with some work at hand, in a service that goes on and with an oven that
    /// keeps up.
    order::Promise promise_of(
        SeededShop const& place, Basket const& basket, Mode mode, Customer const& client, Instant at)
    {
        order::Plan const waiting{{order::slot_of(at), {dice_.between(0, place.capacity.points), 0, 0}}};
        pizzeria::Service const service{at, at + std::chrono::hours{6}, std::nullopt};
        auto const distance
            = mode == Mode::Delivery ? pizzeria::distance_m(place.position, client.position) : 0;
        return order::Schedule{place.capacity, waiting, service, std::nullopt, at}
            .soonest({basket.load_points(), 0, mode, distance})
            .value()
            .promise;
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

void receive_goods(Dice& dice, StockBook& stock, HistoryParts const& parts, std::size_t shop,
    PastDay const& day, product::Needs const& needs)
{
    auto const manager = parts.staff.at(parts.shops[shop].id).managers.front();
    auto const morning = morning_of(parts.shops[shop], parts.past.anchor, day);
    if (dice.of_hundred(20)) stock.lose(shop, dice.below(1'000), manager, morning);
    stock.deliver(shop, needs, manager, morning);
}

/// Some days, ready to be written.
struct Chapter {
    OrderTables orders;
    Rows movements;
};

/// Tells one chapter after another.
class Storybook {
public:
    Storybook(db::Reader const& reader, Dice& dice, HistoryParts const& parts, StockBook& stock)
        : dice_{dice}
        , parts_{parts}
        , stock_{stock}
        , teller_{dice, parts}
        , writer_{dice, parts.tracking_key,
              {first_free_id(reader, "order_steps"), first_free_id(reader, "payments")}}
        , order_{first_free_id(reader, "orders")}
    {
    }

    /// Nothing when all is told.
    std::optional<Chapter> next()
    {
        auto const& days = parts_.past.days;
        if (day_ == days.size()) return std::nullopt;
        for (auto left = days_at_once; left > 0 && day_ < days.size(); --left)
            write(told_of(days[day_++]));
        return Chapter{writer_.take(), stock_.take_movements()};
    }

private:
    /// The orders of all shops on one day, earliest first; the goods for them have come in.
    std::vector<Told> told_of(PastDay const& day)
    {
        std::vector<Told> all;
        for (std::size_t shop = 0; shop < parts_.shops.size(); ++shop) {
            auto orders = teller_.orders_of(shop, day);
            if (orders.empty()) continue;
            receive_goods(dice_, stock_, parts_, shop, day, needs_of(orders));
            std::move(orders.begin(), orders.end(), std::back_inserter(all));
        }
        std::sort(all.begin(), all.end(),
            [](Told const& a, Told const& b) { return a.order.placed < b.order.placed; });
        return all;
    }

    void write(std::vector<Told> const& orders)
    {
        for (auto const& [order, course, daily, business_day] : orders) {
            OrderId const id{order_++};
            writer_.add(order, course, {id, daily, business_day}, parts_.shops[order.shop]);
            if (course.accepted_at)
                stock_.consume(order.shop, order.basket.needs(), id, *course.pizzaiolo, *course.accepted_at);
        }
    }

    Dice& dice_;
    HistoryParts const& parts_;
    StockBook& stock_;
    Teller teller_;
    OrderWriter writer_;
    std::int64_t order_;
    std::size_t day_ = 0;
};

/// The next order of a shop's running day takes the number after these.
void number_on(db::Transaction& tx)
{
    tx.script(R"sql(
        INSERT INTO shop_queues (pizzeria_id, business_day, last_number, points)
        SELECT o.pizzeria_id, o.business_day, MAX(o.daily_number), 0
        FROM orders o
        JOIN (SELECT pizzeria_id, MAX(business_day) AS day FROM orders GROUP BY pizzeria_id) newest
          ON newest.pizzeria_id = o.pizzeria_id AND newest.day = o.business_day
        GROUP BY o.pizzeria_id, o.business_day)sql");
}

} // namespace

std::size_t seed_history(db::Transaction& tx, Dice& dice, HistoryParts const& parts, StockBook& stock)
{
    Storybook book{tx, dice, parts, stock};
    // While the database writes a chapter, the next one is told beside it.
    auto const tell = [&book] { return std::async(std::launch::async, [&book] { return book.next(); }); };
    std::size_t rows = 0;
    for (auto told = tell();;) {
        auto chapter = told.get();
        if (!chapter) {
            number_on(tx);
            return rows;
        }
        told = tell();
        rows += chapter->orders.size() + chapter->movements.size();
        chapter->orders.load(tx);
        chapter->movements.load(tx);
    }
}

} // namespace ocp::seeds
