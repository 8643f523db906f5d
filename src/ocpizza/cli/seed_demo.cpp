#include "ocpizza/cli/seed_demo.h"

#include "base/check.h"
#include "ocpizza/cli/seed_catalogue.h"
#include "ocpizza/cli/seed_history.h"
#include "ocpizza/cli/seed_reference.h"
#include "ocpizza/cli/seed_speed.h"
#include "payment/business/number_lines.h"
#include "platform/secrets/secrets.h"
#include "product/model/catalogue_store.h"

#include <fmt/format.h>

namespace ocp::seeds {

namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::int64_t many_orders = 1'000;
constexpr std::int64_t orders_a_customer = 5;

bool shops_are_there(db::Reader const& reader)
{
    return reader.value<std::int64_t>("SELECT COUNT(*) FROM pizzerias").value_or(0) > 0;
}

std::vector<UserId> managers_of(std::vector<SeededShop> const& shops, StaffOfShops const& staff)
{
    std::vector<UserId> managers;
    managers.reserve(shops.size());
    for (auto const& shop : shops)
        managers.push_back(staff.at(shop.id).managers.front());
    return managers;
}

/// Everybody and everything was there a month before the first past order.
Instant opening_day(PastDays const& past, Instant now)
{
    using namespace std::chrono_literals;
    auto const days = past.days.empty() ? 0 : -past.days.front().offset;
    return now - 24h * (days + 30);
}

std::size_t count(std::vector<std::vector<Customer>> const& customers)
{
    std::size_t sum = 0;
    for (auto const& of_shop : customers)
        sum += of_shop.size();
    return sum;
}

DemoMade fill(db::Transaction& tx, Instant now, DemoOptions const& options, std::string const& password_hash)
{
    auto const begun = Stopwatch::now();
    Dice dice{options.chance};
    DemoMade made{};
    made.password = demo_password();

    seed_reference(tx, now);
    auto const ingredients = seed_catalogue(tx, now);
    auto const shops = seed_shops(tx, options.shops, now);
    auto const people = seed_people(tx, shops, password_hash, now);
    auto const catalogue = product::read_catalogue(tx);
    made.shops = shops.size();
    made.products = catalogue.products.size();
    made.ingredients = ingredients.size();
    made.orders = options.orders;

    reserve_ids(tx);
    StockBook stock{ingredients, shops, first_free_id(tx, "stock_movements")};
    auto const past = past_days(dice, shops, options.orders, now);
    auto const orders_begun = Stopwatch::now();
    std::optional<ChecksAway> away;
    if (options.orders > 0) {
        if (options.orders >= many_orders) away.emplace(tx);
        auto const customers = seed_customers(tx, dice, shops, people.customers,
            options.orders / orders_a_customer, password_hash, opening_day(past, now));
        made.people = count(customers);
        made.rows_of_orders = seed_history(
            tx, dice, {shops, people.staff, customers, catalogue, past, options.tracking_key}, stock);
    }
    stock.close(tx, shops, managers_of(shops, people.staff), now);
    if (away) away->bring_back(tx);
    payment::number_lines(tx);
    go_on_counting(tx);
    made.orders_took = Stopwatch::now() - orders_begun;
    made.all_took = Stopwatch::now() - begun;
    return made;
}

} // namespace

std::optional<DemoMade> seed_demo(db::Database& database, Instant now, DemoOptions options)
{
    OCP_CHECK(options.shops > 0 && options.orders >= 0);
    auto const password_hash = secrets::hash_password(demo_password());
    return database.in_transaction([&](db::Transaction& tx) -> std::optional<DemoMade> {
        if (shops_are_there(tx)) return std::nullopt;
        return fill(tx, now, options, password_hash);
    });
}

std::string summary(DemoMade const& made)
{
    auto text = fmt::format(
        "{} pizzerias, {} products, {} ingredients", made.shops, made.products, made.ingredients);
    if (made.orders > 0)
        text += fmt::format(", {} customers, {} past orders ({} rows in {:.1f} s: {:.0f} orders a second)",
            made.people, made.orders, made.rows_of_orders, made.orders_took.count(),
            static_cast<double>(made.orders) / made.orders_took.count());
    return text + fmt::format(". The password of every demo account is {}", made.password);
}

} // namespace ocp::seeds
