#include "ocpizza/app.h"

#include "ocpizza/cli/embedded_seeds.h"
#include "ocpizza/listeners.h"
#include "ocpizza/mails/write_letter.h"
#include "ocpizza/outgoing_options.h"
#include "ocpizza/server_figures.h"
#include "order/business/adopt_ordered_cart.h"
#include "order/business/close_payment.h"
#include "platform/log/log.h"
#include "platform/outgoing/certificate.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace ocp {

db::Options database_options(Settings const& settings)
{
    db::Options options;
    options.url = settings.database_url;
    options.ssl_mode = settings.db_sslmode;
    // One session for each worker that may wait for the database, two for the staff's lane, two for the slow
    // one, one for the event reader, one for the watch, one for the mails, one for the payments.
    options.sessions = settings.workers + sessions_beside_workers;
    if (!settings.sentry_dsn.empty()) options.observer = &query_notes;
    return options;
}

namespace {

http::ServerOptions server_options(Settings const& settings, int listening_socket)
{
    http::ServerOptions options;
    options.address = settings.listen.host;
    options.port = settings.listen.port;
    options.listening_socket = listening_socket;
    options.workers = settings.workers;
    options.queue_limit = settings.queue_limit;
    options.allowed_hosts = settings.allowed_hosts;
    options.trusted_proxies = settings.trusted_proxies;
    return options;
}

live::Hub::Options hub_options()
{
    live::Hub::Options options;
    options.trouble = [](std::string_view what) { log::warning("live updates", {{"what", what}}); };
    return options;
}

mails::Courier::WriteLetter letters_of(App const& app)
{
    return [tools = mails::LetterTools{app.order_desk, app.sign_in_tools, app.templates,
                app.settings.public_url},
               &clock = app.clock](
               mail::Mail const& mail) { return mails::write_letter(tools, mail, clock.now()); };
}

mails::Courier::Options mails_options(Settings const& settings, alerts::Courier& courier)
{
    mails::Courier::Options options;
    options.ways = alerts::ways_in(settings);
    options.on_notices = [&courier] { courier.wake(); };
    return options;
}

/// Nothing when it cannot be seen from here: `check --deploy` says why.
std::optional<Instant> end_behind(outgoing::Door const& door)
try {
    return outgoing::certificate_end(door);
} catch (std::runtime_error const&) {
    return std::nullopt;
}

std::unique_ptr<stripe::Client> stripe_of(Settings const& settings, RandomSource& random)
{
    if (settings.stripe_secret_key.empty()) return nullptr;
    stripe::Settings stripe;
    stripe.base_url = settings.stripe_base_url;
    stripe.secret_key = settings.stripe_secret_key;
    // Half of the workers always serve whoever does not wait for the bank.
    stripe.most_customers = std::max(1, static_cast<int>(settings.workers) / 2);
    return std::make_unique<stripe::Client>(outgoing_options(settings), std::move(stripe), random);
}

/// What the cart's page says of the order that was made of it.
cart::CartPages::FindAwaiting awaiting_in(order::OrderDesk const& desk)
{
    return [&desk](db::Reader const& reader, CartId cart) -> std::optional<cart::CartPages::Awaiting> {
        auto const order = order::awaiting_payment(reader, cart);
        if (!order) return std::nullopt;
        return cart::CartPages::Awaiting{
            order->short_number(), "/suivi/" + order::tracking_token(desk.tracking_key, order->facts.number)};
    };
}

payments::Cashier::Options cashier_options(App& app)
{
    payments::Cashier::Options options;
    options.ways = alerts::ways_in(app.settings);
    options.on_notices = [&app] { app.courier.wake(); };
    options.leave = [&app] {
        if (app.stripe) app.stripe->end_by(std::chrono::steady_clock::now() + std::chrono::seconds{2});
    };
    return options;
}

supervision::Watch::Options watch_options(Settings const& settings, alerts::Courier& courier)
{
    supervision::Watch::Options options;
    options.folders = {std::filesystem::current_path(), settings.backup_dir};
    options.backups = settings.backup_dir;
    options.ways = alerts::ways_in(settings);
    options.on_notices = [&courier] { courier.wake(); };
    options.on_unwritten = [&courier](supervision::Incident const& incident) { courier.carry(incident); };
    if (settings.public_url.starts_with("https:"))
        options.certificate_end
            = [door = outgoing::door_of(settings.public_url)] { return end_behind(door); };
    return options;
}

std::string_view postcode_table()
{
    auto const* end = seeds::embedded_seeds + seeds::embedded_seeds_count;
    auto const* found = std::find_if(
        seeds::embedded_seeds, end, [](seeds::Embedded const& file) { return file.name == "postcodes.csv"; });
    if (found == end) throw std::logic_error{"postcodes.csv is not compiled in"};
    return found->bytes;
}

} // namespace

App::App(Settings const& chosen, db::Database& used, int listening_socket)
    : settings{chosen}
    , reports{settings, random}
    , database{used}
    , catalogue{database}
    , shops{database, clock}
    , postcodes{postcode_table()}
    , geocoder{outgoing_options(settings), {.base_url = settings.geocoder_base_url}}
    , stripe{stripe_of(settings, random)}
    , hub{database, hub_options()}
    , changes{[this] { return hub.caught_up_at(); }}
    , parts{templates, secrets::hex(random.bytes(16))}
    , cookies{settings.public_url.starts_with("https:")}
    , sign_in_tools{database, random, secrets::derive_key(settings.secret_key, "device cookie"),
          order::adopt_ordered_cart, secrets::derive_key(settings.secret_key, "links of mails"),
          settings.rate_limits == RateLimits::On}
    , order_desk{database, catalogue, shops, postcodes,
          secrets::derive_key(settings.secret_key, "tracking link"), settings.rate_limits == RateLimits::On,
          stripe.get(), settings.public_url}
    , menus{database, catalogue, parts, assets, changes, clock}
    , shop_pages{database, shops, catalogue, menus, assets, hub}
    , picture_pages{}
    , legal_pages{database, shops}
    , team_pages{database, shops}
    , account_pages{sign_in_tools, cookies}
    , language_pages{database, cookies}
    , link_pages{sign_in_tools, cookies}
    , my_account_pages{sign_in_tools, cookies, postcodes}
    , cart_pages{database, catalogue, shops, random, cookies, assets, settings.rate_limits == RateLimits::On,
          awaiting_in(order_desk)}
    , address_desk{geocoder, postcodes, settings.geocoder_min_score}
    , checkout_pages{order_desk, random, address_desk}
    , change_pages{order_desk, random, cookies, changes, address_desk}
    , payment_pages{order_desk, changes,
          {settings.stripe_webhook_secrets, settings.app_env == Environment::Production},
          [this] { cashier.wake(); }}
    , order_pages{order_desk, hub, assets, parts, changes, clock}
    , own_pages{order_desk, sign_in_tools, cookies}
    , receipt_pages{order_desk}
    , till_pages{database}
    , kitchen_pages{database, catalogue, hub, parts, changes, clock}
    , driver_pages{database, hub}
    , supervision_pages{database}
    , site{{settings, clock, random, database, catalogue, shops, templates, assets, parts, changes, reports,
               hub, picture_pages},
          route_table(), *this}
    , server{server_options(settings, listening_socket), site}
    , courier{settings, database, templates, clock, random, {}}
    , mails{mail_options(settings), database, letters_of(*this), clock, random,
          mails_options(settings, courier)}
    , cashier{order_desk, clock, random, cashier_options(*this)}
    , watch{database, clock, [this, started_at = clock.now()] { return server_figures(*this, started_at); },
          watch_options(settings, courier)}
{
    listen_to_events(*this);
}

} // namespace ocp
