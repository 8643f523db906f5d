#include "ocpizza/new_relic_figures.h"

#include "ocpizza/app.h"
#include "ocpizza/outgoing_options.h"

namespace ocp {

namespace {

using new_relic::Attributes;
using new_relic::Count;
using new_relic::Gauge;
using new_relic::Metric;

/// One figure after another; what could not be read is left out.
class Figures {
public:
    void gauge(std::string name, double value, Attributes attributes = {})
    {
        all_.push_back({"ocpizza." + std::move(name), Gauge{value}, std::move(attributes)});
    }
    void count(std::string name, std::uint64_t since_last, Attributes attributes = {})
    {
        all_.push_back(
            {"ocpizza." + std::move(name), Count{static_cast<double>(since_last)}, std::move(attributes)});
    }
    std::vector<Metric> take() { return std::move(all_); }

private:
    std::vector<Metric> all_;
};

constexpr double percent = 100;

void add_machine(Figures& figures, machine::Figures const& machine)
{
    if (machine.cpu) figures.gauge("host.cpu.percent", *machine.cpu * percent);
    if (machine.memory) figures.gauge("host.memory.percent", machine.memory->used() * percent);
    if (machine.load) {
        figures.gauge("host.load.1m", machine.load->one);
        figures.gauge("host.load.5m", machine.load->five);
        figures.gauge("host.load.15m", machine.load->fifteen);
    }
    if (machine.network) {
        figures.gauge("host.network.received.bytes_per_second", machine.network->in);
        figures.gauge("host.network.sent.bytes_per_second", machine.network->out);
    }
    for (auto const& volume : machine.volumes)
        figures.gauge("host.storage.percent", volume.used() * percent, {{"volume", volume.path}});
    figures.gauge("host.processes", static_cast<double>(machine.processes));
    for (auto const& program : machine.programs) {
        Attributes const name{{"program", program.name}};
        figures.gauge("host.program.cpu.percent", program.cpu * percent, name);
        figures.gauge("host.program.memory.bytes", static_cast<double>(program.memory), name);
    }
}

void add_queue(Figures& figures, std::string lane, supervision::Queue const& queue)
{
    figures.gauge("queue.requests", static_cast<double>(queue.queued), {{"lane", std::move(lane)}});
}

/// What a server did since it was asked last.
class ServerCounts {
public:
    void add(Figures& figures, supervision::ServerFigures const& server)
    {
        auto const since_last
            = [](std::uint64_t now, std::uint64_t& before) { return now - std::exchange(before, now); };
        figures.count("requests", since_last(server.requests.all(), requests_));
        figures.count("requests.refused", since_last(server.requests.all(metrics::Way::Refused), refused_));
        figures.count("requests.failed", since_last(server.requests.server_errors(), failed_));
    }

private:
    std::uint64_t requests_ = 0, refused_ = 0, failed_ = 0;
};

void add_server(Figures& figures, supervision::ServerFigures const& server)
{
    add_queue(figures, "pages", server.pages);
    add_queue(figures, "staff", server.staff);
    add_queue(figures, "slow", server.slow);
    figures.gauge("streams", static_cast<double>(server.streams.queued));
    figures.gauge("connections", static_cast<double>(server.connections.queued));
    figures.gauge("database.sessions", static_cast<double>(server.sessions.queued));
    if (server.outbox_lag) figures.gauge("events.lag.ms", static_cast<double>(server.outbox_lag->count()));
}

} // namespace

std::unique_ptr<new_relic::Client> tell_new_relic(App const& app)
{
    auto const& settings = app.settings;
    if (settings.new_relic_license_key.empty()) return nullptr;
    new_relic::Client::Options options;
    options.license_key = settings.new_relic_license_key;
    options.base_url = settings.new_relic_base_url;
    options.interval = settings.new_relic_interval;
    options.common = {{"service.name", "ocpizza"}, {"host.name", app.watch.machine()},
        {"environment", std::string{to_text(settings.app_env)}}};
    options.http = outgoing_options(settings);
    return std::make_unique<new_relic::Client>(
        std::move(options), app.clock, [&app, counts = ServerCounts{}]() mutable {
            Figures figures;
            auto const server = app.watch.server();
            add_machine(figures, app.watch.newest());
            add_server(figures, server);
            counts.add(figures, server);
            return figures.take();
        });
}

} // namespace ocp
