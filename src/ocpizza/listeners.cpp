#include "ocpizza/listeners.h"

#include "ocpizza/app.h"

#include <charconv>

namespace ocp {

namespace {

/// The id in "menu:3".
std::optional<PizzeriaId> shop_of_menu(std::string_view stream)
{
    static constexpr std::string_view prefix = "menu:";
    if (!stream.starts_with(prefix)) return std::nullopt;
    std::int64_t id = 0;
    auto const digits = stream.substr(prefix.size());
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return PizzeriaId{id};
}

void forget_all(App& app)
{
    app.catalogue.forget();
    app.shops.forget();
    app.menus.changed_all();
    app.site.shared_pages().changed_all();
}

} // namespace

void listen_to_events(App& app)
{
    app.hub.listen([&app](outbox::Delivered const& delivered) {
        // "outbox": the database is another one now (a restore).
        if (delivered.event.stream == "catalogue" || delivered.event.stream == "outbox") forget_all(app);
        if (auto const shop = shop_of_menu(delivered.event.stream)) {
            app.menus.changed(*shop);
            app.site.shared_pages().changed("shop:" + std::to_string(shop->value()));
        }
    });
}

} // namespace ocp
