#include "ocpizza/listeners.h"

#include "ocpizza/app.h"

namespace ocp {

namespace {

void forget_all(App& app)
{
    app.catalogue.forget();
    app.shops.forget();
    app.changes.everything();
}

} // namespace

void listen_to_events(App& app)
{
    app.hub.listen([&app](outbox::Delivered const& delivered) {
        // "outbox": the database is another one now (a restore).
        if (delivered.event.stream == "catalogue" || delivered.event.stream == "outbox") forget_all(app);
        app.changes.heard(delivered.event.stream);
    });
}

} // namespace ocp
