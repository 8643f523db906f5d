#include "supervision/template/metrics_text.h"

#include "platform/machine/observer.h"
#include "platform/metrics/exposition.h"

#include <array>
#include <fmt/format.h>
#include <unistd.h>

namespace ocp::supervision {

namespace {

using metrics::Exposition;
using metrics::Way;

constexpr std::array all_ways{Way::AtOnce, Way::Pages, Way::Slow, Way::Stream, Way::Refused};

double seconds(std::int64_t microseconds)
{
    return static_cast<double>(microseconds) / 1e6;
}

void add_requests(Exposition& out, metrics::RequestCounts::Seen const& seen)
{
    out.counter("ocpizza_http_requests_total", "Answered requests by lane and class of status.");
    for (auto const way : all_ways)
        for (std::size_t i = 0; i < metrics::status_classes; ++i)
            out.sample(seen.answers[static_cast<std::size_t>(way)][i],
                {{"lane", name_of(way)}, {"status", fmt::format("{}xx", i + 1)}});
    out.counter("ocpizza_http_refused_total", "Requests told to come back, because too many waited.")
        .sample(seen.all(Way::Refused));

    out.histogram("ocpizza_http_request_duration_seconds",
        "Time from a request's head to the last byte of its answer, streams left out.");
    for (auto const way : {Way::AtOnce, Way::Pages, Way::Slow}) {
        auto const& latency = seen.latency[static_cast<std::size_t>(way)];
        std::array<Exposition::Bucket, metrics::latency_bounds.size()> buckets{};
        for (std::size_t i = 0; i < buckets.size(); ++i)
            buckets[i] = {seconds(metrics::latency_bounds[i]), latency.counts[i]};
        out.samples(buckets, latency.counts.back(), seconds(static_cast<std::int64_t>(latency.sum_us)),
            {{"lane", name_of(way)}});
    }
}

void add_queues(Exposition& out, ServerFigures const& server)
{
    out.gauge("ocpizza_http_queue_requests", "Requests that wait for a worker.");
    out.sample(std::uint64_t{server.pages.queued}, {{"lane", "pages"}});
    out.sample(std::uint64_t{server.staff.queued}, {{"lane", "staff"}});
    out.sample(std::uint64_t{server.slow.queued}, {{"lane", "slow"}});
    out.gauge("ocpizza_http_queue_limit_requests", "Requests that may wait before one more is refused.");
    out.sample(std::uint64_t{server.pages.limit}, {{"lane", "pages"}});
    out.sample(std::uint64_t{server.staff.limit}, {{"lane", "staff"}});
    out.sample(std::uint64_t{server.slow.limit}, {{"lane", "slow"}});
    out.gauge("ocpizza_http_in_flight_requests", "Requests begun and not answered.")
        .sample(std::uint64_t{server.in_flight});
    out.gauge("ocpizza_http_connections", "Open connections.")
        .sample(std::uint64_t{server.connections.queued});
    out.gauge("ocpizza_http_connections_limit", "Connections that may be open.")
        .sample(std::uint64_t{server.connections.limit});
    out.gauge("ocpizza_stream_clients", "Browsers that follow live events.")
        .sample(std::uint64_t{server.streams.queued});
    out.gauge("ocpizza_stream_clients_limit", "Browsers that may follow live events.")
        .sample(std::uint64_t{server.streams.limit});
}

void add_database(Exposition& out, ServerFigures const& server)
{
    out.gauge("ocpizza_database_sessions", "Sessions that the pool may open.")
        .sample(std::uint64_t{server.sessions.limit});
    out.gauge("ocpizza_database_sessions_in_use", "Sessions that somebody works with.")
        .sample(std::uint64_t{server.sessions.queued});
    out.counter("ocpizza_database_session_waits_total", "Times that somebody had to wait for a session.")
        .sample(server.session_waits);
    out.counter("ocpizza_database_sessions_refused_total", "Times that no session came free in time.")
        .sample(server.sessions_refused);
    if (server.outbox_lag)
        out.gauge("ocpizza_outbox_lag_seconds", "How far the reader of events is behind the database.")
            .sample(static_cast<double>(server.outbox_lag->count()) / 1000);
}

void add_mails(Exposition& out, mail::QueueFigures const& mails, Instant now)
{
    out.gauge("ocpizza_mails_waiting", "Mails to customers that wait for the mail server.")
        .sample(static_cast<std::uint64_t>(mails.waiting));
    auto const age = mails.oldest ? static_cast<double>((now - *mails.oldest).count()) / 1000 : 0;
    out.gauge("ocpizza_mails_oldest_seconds", "How long the oldest of them has waited.").sample(age);
    out.gauge("ocpizza_mails_refused", "Mails given up in the last month.")
        .sample(static_cast<std::uint64_t>(mails.refused));
    out.gauge("ocpizza_mails_stopped", "1 while the mail server takes none of ours.")
        .sample(std::uint64_t{mails.stopped_until ? 1U : 0U});
}

void add_payments(Exposition& out, payment::TaskFigures const& payments, Instant now)
{
    out.gauge("ocpizza_payment_tasks_waiting", "What Stripe must be asked and was not, or in vain.")
        .sample(static_cast<std::uint64_t>(payments.due));
    auto const age
        = payments.oldest_due ? static_cast<double>((now - *payments.oldest_due).count()) / 1000 : 0;
    out.gauge("ocpizza_payment_tasks_oldest_seconds", "How long the oldest of it has waited.").sample(age);
    out.gauge("ocpizza_payment_tasks_given_up", "What was given up in the last day.")
        .sample(static_cast<std::uint64_t>(payments.given_up));
}

void add_process(Exposition& out, ServerFigures const& server, Instant now)
{
    out.counter("ocpizza_kept_pages_hits_total", "Kept pages that were given out.")
        .sample(server.kept_pages_fresh);
    out.counter("ocpizza_kept_pages_stale_total", "Kept pages that had grown old when they were wanted.")
        .sample(server.kept_pages_old);
    out.counter("ocpizza_log_lines_dropped_total", "Lines of the log that its reader was too slow for.")
        .sample(server.log_lines_dropped);
    out.gauge("ocpizza_info", "The program.")
        .sample(std::uint64_t{1}, {{"version", server.version}, {"environment", server.environment}});
    out.gauge("ocpizza_uptime_seconds", "Since the server started.")
        .sample(static_cast<double>((now - server.started_at).count()) / 1000);
    auto const process = machine::this_process();
    if (!process) return;
    auto const ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    out.counter("process_cpu_seconds_total", "Processor time of this process.")
        .sample(static_cast<double>(process->ticks) / ticks);
    out.gauge("process_resident_memory_bytes", "Memory that this process holds.")
        .sample(process->pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
}

void add_machine(Exposition& out, machine::Figures const& machine)
{
    out.gauge("ocpizza_machine_cores", "Cores of the machine.").sample(std::uint64_t{machine.cores});
    if (machine.cpu)
        out.gauge("ocpizza_machine_cpu_ratio", "Share of all cores that worked lately.").sample(*machine.cpu);
    if (machine.memory) {
        out.gauge("ocpizza_machine_memory_bytes", "Memory of the machine.").sample(machine.memory->total);
        out.gauge("ocpizza_machine_memory_available_bytes", "Memory that programs may still get.")
            .sample(machine.memory->available);
    }
    if (machine.load) {
        out.gauge("ocpizza_machine_load", "Processes that run or wait to, on average.");
        out.sample(machine.load->one, {{"minutes", "1"}});
        out.sample(machine.load->five, {{"minutes", "5"}});
        out.sample(machine.load->fifteen, {{"minutes", "15"}});
    }
    if (machine.network) {
        out.gauge("ocpizza_machine_network_bytes_per_second", "Traffic lately, without loopback.");
        out.sample(machine.network->in, {{"direction", "received"}});
        out.sample(machine.network->out, {{"direction", "sent"}});
    }
    if (!machine.volumes.empty()) {
        out.gauge("ocpizza_machine_volume_bytes", "Size of a volume, root's reserve left out.");
        for (auto const& volume : machine.volumes)
            out.sample(volume.size, {{"folder", volume.path}});
        out.gauge("ocpizza_machine_volume_free_bytes", "What is free of it.");
        for (auto const& volume : machine.volumes)
            out.sample(volume.free, {{"folder", volume.path}});
    }
    out.gauge("ocpizza_machine_processes", "Processes of the machine.")
        .sample(std::uint64_t{machine.processes});
}

} // namespace

std::string metrics_text(ServerFigures const& server, machine::Figures const& machine, Instant now)
{
    Exposition out;
    add_requests(out, server.requests);
    add_queues(out, server);
    add_database(out, server);
    add_mails(out, server.mails, now);
    add_payments(out, server.payments, now);
    add_process(out, server, now);
    if (machine.processes > 0) add_machine(out, machine); // else nobody has looked yet
    return out.text();
}

} // namespace ocp::supervision
