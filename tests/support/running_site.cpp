#include "tests/support/running_site.h"

#include "account/business/login_session.h"
#include "account/model/account_store.h"
#include "account/model/session_store.h"
#include "platform/log/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>

namespace ocp::test {

namespace {

using account::Role;

Settings settings_on(std::string const& database_url, VariableMap further)
{
    auto settings = load_settings({.options = std::move(further),
        .environment = {{"APP_ENV", "test"}, {"DEBUG", "false"}, {"DATABASE_URL", database_url},
            {"SECRET_KEY", "a key of the tests alone, long enough to be one of a real site"},
            {"PUBLIC_URL", "http://localhost"}, {"GEOCODER_BASE_URL", "off"}, {"LISTEN", "127.0.0.1:0"},
            // All of a suite's visitors come from one address.
            {"RATE_LIMITS", "soak"}},
        .dotenv = std::nullopt});
    if (!settings) throw std::logic_error{settings.error().front().sentence};
    return *settings;
}

/// The answers are what the cases look at; a line about each would hide what they say.
void silence_the_log()
{
    static bool const silent = [] {
        log::start(log::Format::Json, ::open("/dev/null", O_WRONLY | O_CLOEXEC));
        std::atexit(log::stop);
        return true;
    }();
    (void)silent;
}

/// Tests run at any time of a day, and not with the few hours that are left of it.
std::string zone_where_it_is_noon()
{
    constexpr std::int64_t an_hour = 3'600'000;
    auto const ahead = 12 - SystemClock{}.now().ms() / an_hour % 24;
    // Their names count the hours westward.
    return fmt::format("Etc/GMT{:+}", -ahead);
}

} // namespace

RunningSite::RunningSite(db::Engine engine, VariableMap further)
    : made_{engine}
    , shop_{made_.database()}
    , elsewhere{person_with(Role::Pizzaiolo, Shop::elsewhere), person_with(Role::Driver, Shop::elsewhere),
          person_with(Role::Manager, Shop::elsewhere)}
    , customer{person("Élise")}
    , technician{person_with(Role::Operator, std::nullopt)}
    , administrator{person_with(Role::Administrator, std::nullopt)}
{
    silence_the_log();
    (void)made_.database().in_transaction([&](db::Transaction& tx) -> Result<void> {
        account::add_role(tx, here.pizzaiolo, Role::Pizzaiolo, Shop::here, shop().clock.now());
        account::add_role(tx, here.driver, Role::Driver, Shop::here, shop().clock.now());
        account::add_role(tx, here.manager, Role::Manager, Shop::here, shop().clock.now());
        return {};
    });
    shop_.sql(fmt::format("UPDATE pizzerias SET time_zone = '{}'", zone_where_it_is_noon()));
    auto const settings = settings_on(made_.options().url, std::move(further));
    used_ = std::make_unique<db::Database>(database_options(settings));
    app_ = std::make_unique<App>(settings, *used_, -1);
    app_->hub.start();
    serving_ = std::thread{[this] { app_->server.run(); }};
}

RunningSite::~RunningSite()
{
    // The second call does not wait for requests that will not come.
    app_->server.stop();
    app_->server.stop();
    serving_.join();
    app_->hub.stop();
}

Shop& RunningSite::shop()
{
    shop_.clock.advance(SystemClock{}.now() - shop_.clock.now());
    return shop_;
}

Browser RunningSite::signed_in(UserId user)
{
    secrets::SystemRandom random;
    auto const session = made_.database().in_transaction([&](db::Transaction& tx) {
        return std::optional{account::open_session(
            tx, random, user, std::nullopt, account::roles_of(tx, user), "a test", shop().clock.now())};
    });
    auto browser = this->browser();
    browser.cookies["s"] = session->token;
    browser.get("/equipe");
    return browser;
}

namespace {

Browser filled(Browser browser, int count)
{
    auto const added = browser.post(fmt::format("/pizzerias/{}/panier", RunningSite::slug_here),
        {{"item", fmt::format("{}:M", Shop::margherita.value())}, {"quantity", std::to_string(count)}});
    if (added.header("location").find("ajoute=1") == std::string::npos)
        throw std::logic_error{"a cart could not be filled: " + added.head};
    browser.get("/panier");
    return browser;
}

} // namespace

Browser RunningSite::with_cart(int count)
{
    return filled(browser(), count);
}

Browser RunningSite::with_cart(UserId user, int count)
{
    return filled(signed_in(user), count);
}

UserId RunningSite::person(std::string_view firstname)
{
    auto const user = made_.database().in_transaction([&](db::Transaction& tx) {
        auto const email = fmt::format("personne.{}@exemple.fr", ++people_);
        return std::optional{account::add_user(
            tx, {std::string{firstname}, "Bonnet", email, "", std::nullopt}, shop().clock.now())};
    });
    return *user;
}

UserId RunningSite::person_with(Role role, std::optional<PizzeriaId> shop_of_role)
{
    auto const user = person("Camille");
    (void)made_.database().in_transaction([&](db::Transaction& tx) -> Result<void> {
        account::add_role(tx, user, role, shop_of_role, shop().clock.now());
        return {};
    });
    return user;
}

std::vector<std::string> RunningSite::state()
{
    std::vector<std::string> lines;
    for (auto const* const sql : {"SELECT 'order ' || id || ' ' || order_status || ' ' || payment_status || "
                                  "' ' || version || ' ' || total "
                                  "FROM orders ORDER BY id",
             "SELECT 'stock ' || pizzeria_id || ' ' || ingredient_id || ' ' || quantity_available || ' ' || "
             "quantity_held FROM stocks ORDER BY pizzeria_id, ingredient_id",
             "SELECT 'number ' || pizzeria_id || ' ' || last_number FROM shop_queues ORDER BY pizzeria_id",
             "SELECT 'slot ' || pizzeria_id || ' ' || slot_at || ' ' || points || ' ' || pizzas || ' ' || "
             "driver_seconds FROM slot_loads ORDER BY pizzeria_id, slot_at",
             "SELECT 'cart ' || cart_id || ' ' || id || ' ' || product_id || ' ' || quantity FROM cart_lines "
             "ORDER BY id",
             "SELECT 'session ' || id || ' ' || COALESCE(user_id, 0) || ' ' || COALESCE(cart_id, 0) FROM "
             "sessions "
             "ORDER BY id",
             "SELECT 'tries ' || account_key || ' ' || client_key || ' ' || tries FROM sign_in_attempts "
             "ORDER BY account_key, client_key"})
        for (auto& line : shop_.words(sql))
            lines.push_back(std::move(line));
    for (auto const* const table : {"outbox", "order_steps", "payments", "stock_movements", "stock_holds",
             "users", "carts", "addresses", "users_has_addresses", "idempotency"})
        lines.push_back(
            fmt::format("{} {}", table, shop_.number(fmt::format("SELECT COUNT(*) FROM {}", table))));
    return lines;
}

RunningSite& OnBothSites::site_on(db::Engine engine)
{
    auto& site = sites_[engine];
    if (!site) site = std::make_unique<RunningSite>(engine);
    return *site;
}

} // namespace ocp::test
