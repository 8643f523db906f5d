#include "ocpizza/server_figures.h"

#include "ocpizza/app.h"
#include "ocpizza/version.h"
#include "platform/log/log.h"
#include "platform/metrics/exposition.h"
#include "supervision/template/metrics_text.h"

#include <memory>
#include <string>

namespace ocp {

namespace {

/// As one would write it in LISTEN.
std::string address_of(App const& app)
{
    auto const& host = app.settings.listen.host;
    auto const is_bare = host.find(':') == host.npos;
    return (is_bare ? host : '[' + host + ']') + ':' + std::to_string(app.server.port());
}

supervision::Queue queue_of(http::Server::Queue const& queue)
{
    return {queue.queued, queue.limit};
}

std::optional<std::chrono::milliseconds> outbox_lag(live::Hub const& hub)
{
    auto const caught_up = hub.caught_up_at();
    if (caught_up == std::chrono::steady_clock::time_point{}) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - caught_up);
}

} // namespace

supervision::ServerFigures server_figures(App const& app, Instant started_at)
{
    supervision::ServerFigures figures;
    figures.address = address_of(app);
    figures.version = version;
    figures.environment = to_text(app.settings.app_env);
    figures.started_at = started_at;

    auto const server = app.server.figures();
    figures.pages = queue_of(server.pages);
    figures.staff = queue_of(server.staff);
    figures.slow = queue_of(server.slow);
    figures.connections = {server.connections, server.connection_limit};
    figures.streams = {server.streams, server.stream_limit};
    figures.in_flight = server.in_flight;
    figures.sessions = {app.database.sessions_in_use(), app.database.sessions()};
    figures.session_waits = app.database.session_waits();
    figures.sessions_refused = app.database.sessions_refused();
    figures.outbox_lag = outbox_lag(app.hub);
    auto const finds = app.site.kept_page_finds();
    figures.kept_pages_fresh = finds.fresh;
    figures.kept_pages_old = finds.old;
    figures.log_lines_dropped = log::lines_dropped();
    figures.mails = app.mails.figures();
    figures.payments = app.cashier.figures();
    figures.requests = app.site.counts().seen();
    figures.slowest = app.site.counts().slowest(app.clock.now());
    return figures;
}

http::Response metrics_answer(App const& app)
{
    auto text = supervision::metrics_text(app.watch.server(), app.watch.newest(), app.clock.now());
    http::Response response{200, {}, std::make_shared<std::string const>(std::move(text)), nullptr};
    return std::move(response)
        .with("Content-Type", std::string{metrics::Exposition::content_type})
        .with("Cache-Control", "no-store");
}

} // namespace ocp
