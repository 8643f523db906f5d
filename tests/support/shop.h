#pragma once

#include "order/business/advance_order.h"
#include "order/business/place_order.h"
#include "tests/support/fixed_clock.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::test {

/// A small group on a fresh database: two pizzerias open day and night, two pizzas that share their dough and
/// their mozzarella, and the staff. Everything that happens in it happens through the real deeds.
class Shop {
public:
    explicit Shop(db::Database& database);

    /// A visitor whose cart holds so many of the pizza, of that shop.
    account::Visitor visitor(ProductId pizza, int count = 1, PizzeriaId from = here);
    /// A form that is accepted for this visitor's cart; each with a new key and a new e-mail address.
    order::CheckoutForm form(account::Visitor const&, pizzeria::Mode = pizzeria::Mode::Pickup);
    Result<order::Placed> place(account::Visitor const&, order::CheckoutForm const&);
    /// An order of one pizza, placed.
    OrderId an_order(pizzeria::Mode = pizzeria::Mode::Pickup);
    /// An order, brought by real steps to where it stands.
    OrderId order_at(order::Status, pizzeria::Mode = pizzeria::Mode::Delivery);

    /// The person who is allowed everything that such an actor is: the order's client, its driver.
    UserId person(order::Actor, OrderId) const;
    /// A step as that person asks for it, money and reason at hand.
    order::StepRequest request(OrderId, order::Action, order::Actor);
    Result<order::Status> step(OrderId, order::Action, order::Actor);

    /// A count found that so much is there (its movement with it).
    void count(IngredientId, Quantity found);
    Quantity available(IngredientId) const;
    Quantity held(IngredientId) const;
    /// The load points its orders take of all slots.
    std::int64_t taken_points() const;
    order::Status status_of(OrderId) const;

    std::int64_t number(std::string_view sql) const;
    std::vector<std::string> words(std::string_view sql) const;
    void sql(std::string const& statements);
    /// The ids of the promises that do not hold (`ocpizza check --data`).
    std::vector<std::string> faults() const;

    db::Database& database;
    FixedClock clock{Instant::ms(1'795'514'400'000)}; ///< Tuesday 24 November 2026, 11:00 in Lyon
    product::CatalogueKeeper catalogue{database};
    pizzeria::ShopDirectory shops{database, clock};
    pizzeria::Postcodes postcodes{"code,city,latitude,longitude\n69003,Lyon,45.7597,4.8616\n"
                                  "69002,Lyon,45.7555,4.8302\n75001,Paris,48.86,2.34\n"};
    order::OrderDesk desk{database, catalogue, shops, postcodes, "key of the links", false};

    static constexpr PizzeriaId here{1};
    static constexpr PizzeriaId elsewhere{2};
    static constexpr IngredientId dough{1};
    static constexpr IngredientId mozzarella{2};
    static constexpr ProductId margherita{1}; ///< 250 g of dough, 120,5 g of mozzarella, 10,00 €
    static constexpr ProductId calzone{2}; ///< the same, and its recipe names mozzarella first
    static constexpr UserId john{1}, lea{2}; ///< pizzaiolos
    static constexpr UserId david{3}, ines{4}; ///< drivers
    static constexpr UserId lola{5}; ///< manager
    static constexpr Quantity dough_of_one = Quantity::units(250);
    static constexpr Quantity mozzarella_of_one = Quantity::ten_thousandths(1'205'000);

private:
    int people_ = 0;
};

} // namespace ocp::test
