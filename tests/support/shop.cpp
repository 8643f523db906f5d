#include "tests/support/shop.h"

#include "account/business/login_session.h"
#include "base/refusal_text.h"
#include "cart/business/cart_fingerprint.h"
#include "cart/business/change_cart.h"
#include "ocpizza/cli/data_checks.h"
#include "ocpizza/cli/seed_reference.h"
#include "platform/secrets/secrets.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::test {

namespace {

using order::Action;
using order::Actor;
using order::Status;
using pizzeria::Mode;

constexpr std::string_view group = R"sql(
INSERT INTO addresses (line, city, postcode, created_at, updated_at) VALUES ('27 rue de la Villette', 'Lyon', '69003', 0, 0);
INSERT INTO pizzerias (name, code, slug, phone, longitude, latitude, address_id, capacity_points, created_at, updated_at)
    VALUES ('Part-Dieu', 'PDI', 'part-dieu', '+33465711003', 4.8616, 45.7597, 1, 36, 0, 0),
           ('Bellecour', 'BEL', 'bellecour', '+33465711002', 4.8302, 45.7555, 1, 36, 0, 0);
INSERT INTO delivery_zones (pizzeria_id, position, kind, radius_m, fee, minimum, created_at, updated_at)
    SELECT id, 1, 'radius', 5000, 250, 500, 0, 0 FROM pizzerias;
INSERT INTO opening_hours (pizzeria_id, weekday, from_minute, to_minute, mode, created_at, updated_at)
    SELECT p.id, d.day, 0, 1440, 'any', 0, 0 FROM pizzerias p
    CROSS JOIN (SELECT 1 AS day UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7) d;
INSERT INTO users (firstname, lastname, email, created_at, updated_at)
    VALUES ('John', 'Ferreira', 'john@ocpizza.example', 0, 0), ('Léa', 'Roux', 'lea@ocpizza.example', 0, 0),
           ('David', 'Nguyen', 'david@ocpizza.example', 0, 0), ('Inès', 'Morel', 'ines@ocpizza.example', 0, 0),
           ('Lola', 'Marchand', 'lola@ocpizza.example', 0, 0);
INSERT INTO ingredients (name, unit_id, created_at, updated_at)
    SELECT 'pâte à pizza', id, 0, 0 FROM units WHERE symbol = 'g';
INSERT INTO ingredients (name, unit_id, created_at, updated_at)
    SELECT 'mozzarella', id, 0, 0 FROM units WHERE symbol = 'g';
INSERT INTO products (name, slug, category, vat_class, price, created_at, updated_at)
    VALUES ('Margherita', 'margherita', 'pizza', 'ready_to_eat', 1000, 0, 0),
           ('Calzone', 'calzone', 'pizza', 'ready_to_eat', 1000, 0, 0);
INSERT INTO product_sizes (product_id, code, label, price, load_points, created_at, updated_at)
    SELECT id, 'M', '31 cm', 1000, 3, 0, 0 FROM products;
INSERT INTO products_has_ingredients (product_id, size, ingredient_id, quantity, position, created_at, updated_at)
    VALUES (1, 'M', 1, 2500000, 1, 0, 0), (1, 'M', 2, 1205000, 2, 0, 0),
           (2, 'M', 2, 1205000, 1, 0, 0), (2, 'M', 1, 2500000, 2, 0, 0);
INSERT INTO stocks (pizzeria_id, ingredient_id, quantity_available, created_at, updated_at)
    SELECT p.id, i.id, 1000000000, 0, 0 FROM pizzerias p CROSS JOIN ingredients i;
INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)
    SELECT pizzeria_id, ingredient_id, quantity_available, 'delivery', 0 FROM stocks;
)sql";

/// The steps that lead to a status from `Pending`.
std::vector<std::pair<Action, Actor>> way_to(Status status)
{
    using A = Action;
    using P = Actor;
    std::vector<std::pair<A, P>> const in_delivery{
        {A::Accept, P::Pizzaiolo}, {A::Finish, P::Pizzaiolo}, {A::Depart, P::Driver}};
    auto const after = [](std::vector<std::pair<A, P>> way, A action, P actor) {
        way.emplace_back(action, actor);
        return way;
    };
    switch (status) {
    case Status::New:
    case Status::AwaitingPayment:
    case Status::Pending:
        return {};
    case Status::InPreparation:
        return {in_delivery[0]};
    case Status::Ready:
        return {in_delivery[0], in_delivery[1]};
    case Status::InDelivery:
        return in_delivery;
    case Status::Delivered:
        return after(in_delivery, A::Deliver, P::Driver);
    case Status::NotDelivered:
        return after(in_delivery, A::Fail, P::Driver);
    case Status::PickedUp:
        return {in_delivery[0], in_delivery[1], {A::HandOver, P::Pizzaiolo}};
    case Status::Refused:
        return {{A::Refuse, P::Pizzaiolo}};
    case Status::Cancelled:
        return {{A::Cancel, P::Customer}};
    case Status::Expired:
        return {{A::Expire, P::System}};
    }
    return {};
}

} // namespace

Shop::Shop(db::Database& where)
    : database{where}
{
    secrets::start();
    seeds::seed_reference(database, clock.now());
    sql(std::string{group});
}

account::Visitor Shop::visitor(ProductId pizza, int count, PizzeriaId from)
{
    secrets::SystemRandom random;
    account::Visitor const nobody;
    auto const added = cart::add_to_cart(
        database, catalogue, random, {nobody, from, {0, pizza, "M", count}, "a test", clock.now()});
    if (!added || !added->session) throw std::logic_error{"a visitor could not fill a cart"};
    return database.read([&](db::Reader const& reader) {
        return account::visitor_behind(reader, added->session->token, clock.now());
    });
}

order::CheckoutForm Shop::form(account::Visitor const& visitor, Mode mode)
{
    auto const cart = database.read([&](db::Reader const& reader) {
        return cart::cart_now(reader, *catalogue.current(), visitor, clock.now());
    });
    auto const one = ++people_;
    order::CheckoutForm form;
    form.mode = mode;
    form.line = "41 rue de la Charité";
    form.postcode = "69002";
    form.city = "Lyon";
    form.firstname = "Élise";
    form.lastname = "Bonnet";
    form.email = fmt::format("elise.{}@exemple.fr", one);
    form.phone = "06 39 98 41 17";
    form.expected_total = (cart ? cart->to_pay() : Money{}) + Money::cents(mode == Mode::Delivery ? 250 : 0);
    if (cart) form.shown_cart = cart::fingerprint_of(cart->cart);
    form.key = fmt::format("key-of-the-form-{:06}", one);
    return form;
}

Result<order::Placed> Shop::place(account::Visitor const& visitor, order::CheckoutForm const& form)
{
    return order::place_order(desk, {visitor, form, clock.tick(), "192.0.2.1"});
}

OrderId Shop::an_order(Mode mode)
{
    auto const buyer = visitor(margherita);
    auto const placed = place(buyer, form(buyer, mode));
    if (!placed)
        throw std::logic_error{
            "an order was not placed: " + sentence_of(placed.error()).in(Language::French)};
    return placed->order;
}

OrderId Shop::order_at(Status status, Mode mode)
{
    auto const id = an_order(status == Status::PickedUp ? Mode::Pickup : mode);
    // Paying online comes with its own deeds; until then such an order is made by hand.
    if (status == Status::AwaitingPayment || status == Status::Expired)
        sql(fmt::format(
            "UPDATE orders SET order_status = 'awaiting_payment', pay_on = 'online' WHERE id = {0};"
            "UPDATE order_steps SET to_status = 'awaiting_payment' WHERE order_id = {0};",
            id.value()));
    for (auto const& [action, actor] : way_to(status))
        if (!step(id, action, actor)) throw std::logic_error{"an order did not get where a test wants it"};
    return id;
}

UserId Shop::person(Actor actor, OrderId order) const
{
    switch (actor) {
    case Actor::Customer:
        return UserId{number(fmt::format("SELECT client_id FROM orders WHERE id = {}", order.value()))};
    case Actor::Pizzaiolo:
        return john;
    case Actor::Driver:
        return david;
    case Actor::Manager:
    case Actor::Bank:
    case Actor::System:
        break;
    }
    return lola;
}

order::StepRequest Shop::request(OrderId order, Action action, Actor actor)
{
    order::StepRequest request{order, here, action, actor, person(actor, order), clock.tick()};
    request.reason = "four éteint";
    if (action == Action::Deliver || action == Action::HandOver)
        request.collected = payment::Tender{{{.means = payment::Means::Cash}}};
    return request;
}

Result<Status> Shop::step(OrderId order, Action action, Actor actor)
{
    return order::advance_order(database, request(order, action, actor));
}

void Shop::count(IngredientId ingredient, Quantity found)
{
    auto const delta = found - available(ingredient);
    sql(fmt::format(
        "UPDATE stocks SET quantity_available = {0} WHERE pizzeria_id = 1 AND ingredient_id = {1};"
        "INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)"
        " VALUES (1, {1}, {2}, 'count', {3});",
        found.ten_thousandths(), ingredient.value(), delta.ten_thousandths(), clock.tick().ms()));
}

Quantity Shop::available(IngredientId ingredient) const
{
    return Quantity::ten_thousandths(number(
        fmt::format("SELECT quantity_available FROM stocks WHERE pizzeria_id = 1 AND ingredient_id = {}",
            ingredient.value())));
}

Quantity Shop::held(IngredientId ingredient) const
{
    return Quantity::ten_thousandths(
        number(fmt::format("SELECT quantity_held FROM stocks WHERE pizzeria_id = 1 AND ingredient_id = {}",
            ingredient.value())));
}

std::int64_t Shop::taken_points() const
{
    return number("SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) FROM slot_loads WHERE pizzeria_id = 1");
}

Status Shop::status_of(OrderId order) const
{
    auto const slug = words(fmt::format("SELECT order_status FROM orders WHERE id = {}", order.value()));
    return order::status_from(slug.at(0)).value();
}

std::int64_t Shop::number(std::string_view sql) const
{
    return database
        .read([&](db::Reader const& reader) { return reader.value<std::optional<std::int64_t>>(sql); })
        .value_or(std::nullopt)
        .value_or(-1);
}

std::vector<std::string> Shop::words(std::string_view sql) const
{
    std::vector<std::string> all;
    for (auto& [word] :
        database.read([&](db::Reader const& reader) { return reader.rows<std::string>(sql); }))
        all.push_back(word);
    return all;
}

void Shop::sql(std::string const& statements)
{
    (void)database.in_transaction([&](db::Transaction& tx) {
        tx.script(statements);
        return std::optional{true};
    });
}

std::vector<std::string> Shop::faults() const
{
    std::vector<std::string> ids;
    for (auto const& fault : checks::data_faults(database))
        ids.push_back(fault.id);
    return ids;
}

} // namespace ocp::test
