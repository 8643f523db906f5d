#include "supervision/model/server_state.h"

#include <nlohmann/json.hpp>

namespace ocp::supervision {

namespace {

using Json = nlohmann::json;

template <class T>
Json maybe(std::optional<T> const& value)
{
    return value ? Json(*value) : Json();
}

Json maybe(std::optional<Instant> const& at)
{
    return at ? Json(at->ms()) : Json();
}

Json json_of(Queue const& queue)
{
    return {{"queued", queue.queued}, {"limit", queue.limit}};
}

Json json_of(std::vector<metrics::SlowRoute> const& routes)
{
    auto list = Json::array();
    for (auto const& slow : routes)
        list.push_back({{"route", slow.route}, {"took_us", slow.took.count()}, {"at", slow.at.ms()},
            {"status", slow.status}, {"times", slow.times}});
    return list;
}

Json json_of(machine::Figures const& figures)
{
    auto volumes = Json::array(), programs = Json::array();
    for (auto const& volume : figures.volumes)
        volumes.push_back({{"path", volume.path}, {"size", volume.size}, {"free", volume.free}});
    for (auto const& program : figures.programs)
        programs.push_back({{"name", program.name}, {"processes", program.processes}, {"cpu", program.cpu},
            {"memory", program.memory}});
    Json json{{"cores", figures.cores}, {"cpu", maybe(figures.cpu)}, {"processes", figures.processes},
        {"volumes", volumes}, {"programs", programs}};
    if (figures.memory)
        json["memory"] = {{"total", figures.memory->total}, {"available", figures.memory->available}};
    if (figures.load) json["load"] = {figures.load->one, figures.load->five, figures.load->fifteen};
    if (figures.network) json["network"] = {{"in", figures.network->in}, {"out", figures.network->out}};
    return json;
}

/// What `json` holds under `name`, or `otherwise` when it is not there or is something else.
template <class T>
T field(Json const& json, char const* name, T otherwise = {})
{
    auto const found = json.find(name);
    if (found == json.end() || found->is_null()) return otherwise;
    try {
        return found->get<T>();
    } catch (Json::exception const&) {
        return otherwise;
    }
}

template <class T>
std::optional<T> optional_field(Json const& json, char const* name)
{
    auto const found = json.find(name);
    if (found == json.end() || !found->is_number()) return std::nullopt;
    return found->get<T>();
}

std::optional<Instant> moment(Json const& json, char const* name)
{
    auto const ms = optional_field<std::int64_t>(json, name);
    return ms ? std::optional{Instant::ms(*ms)} : std::nullopt;
}

/// An empty object when it is not there or no object.
Json part(Json const& json, char const* name)
{
    auto const found = json.find(name);
    return found != json.end() && found->is_object() ? *found : Json::object();
}

std::vector<Json> objects(Json const& json, char const* name)
{
    std::vector<Json> list;
    auto const found = json.find(name);
    if (found == json.end() || !found->is_array()) return list;
    for (auto const& item : *found)
        if (item.is_object()) list.push_back(item);
    return list;
}

Queue queue_from(Json const& json, char const* name)
{
    auto const queue = part(json, name);
    return {field<std::size_t>(queue, "queued"), field<std::size_t>(queue, "limit")};
}

machine::Figures figures_from(Json const& json)
{
    machine::Figures figures;
    figures.cores = field<std::size_t>(json, "cores");
    figures.cpu = optional_field<double>(json, "cpu");
    figures.processes = field<std::size_t>(json, "processes");
    if (auto const memory = part(json, "memory"); !memory.empty())
        figures.memory = {field<std::uint64_t>(memory, "total"), field<std::uint64_t>(memory, "available")};
    if (auto const load = field<std::vector<double>>(json, "load"); load.size() == 3)
        figures.load = {load[0], load[1], load[2]};
    if (auto const network = part(json, "network"); !network.empty())
        figures.network = {field<double>(network, "in"), field<double>(network, "out")};
    for (auto const& volume : objects(json, "volumes"))
        figures.volumes.push_back({field<std::string>(volume, "path"), field<std::uint64_t>(volume, "size"),
            field<std::uint64_t>(volume, "free")});
    for (auto const& program : objects(json, "programs"))
        figures.programs.push_back(
            {field<std::string>(program, "name"), field<std::size_t>(program, "processes"),
                field<double>(program, "cpu"), field<std::uint64_t>(program, "memory")});
    return figures;
}

void read_server(Json const& json, ServerFigures& server)
{
    server.address = field<std::string>(json, "address");
    server.version = field<std::string>(json, "version");
    server.environment = field<std::string>(json, "environment");
    server.started_at = moment(json, "started_at").value_or(Instant{});
    server.pages = queue_from(json, "pages");
    server.staff = queue_from(json, "staff");
    server.slow = queue_from(json, "slow");
    server.connections = queue_from(json, "connections");
    server.streams = queue_from(json, "streams");
    server.sessions = queue_from(json, "sessions");
    server.session_waits = field<std::uint64_t>(json, "session_waits");
    server.sessions_refused = field<std::uint64_t>(json, "sessions_refused");
    if (auto const lag = optional_field<std::int64_t>(json, "outbox_lag_ms"))
        server.outbox_lag = std::chrono::milliseconds{*lag};
    server.log_lines_dropped = field<std::uint64_t>(json, "log_lines_dropped");
    for (auto const& slow : objects(json, "slowest"))
        server.slowest.push_back({field<std::string>(slow, "route"),
            std::chrono::microseconds{field<std::int64_t>(slow, "took_us")},
            moment(slow, "at").value_or(Instant{}), field<unsigned>(slow, "status"),
            field<std::int64_t>(slow, "times")});
}

} // namespace

std::string to_text(ServerState const& state)
{
    auto const& server = state.server;
    Json json{{"address", server.address}, {"version", server.version}, {"environment", server.environment},
        {"started_at", server.started_at.ms()}, {"pages", json_of(server.pages)},
        {"staff", json_of(server.staff)}, {"slow", json_of(server.slow)},
        {"connections", json_of(server.connections)}, {"streams", json_of(server.streams)},
        {"sessions", json_of(server.sessions)}, {"session_waits", server.session_waits},
        {"sessions_refused", server.sessions_refused}, {"log_lines_dropped", server.log_lines_dropped},
        {"slowest", json_of(server.slowest)}, {"requests", state.requests}, {"errors", state.errors},
        {"refused", state.refused}, {"requests_per_minute", maybe(state.requests_per_minute)},
        {"refused_at", maybe(state.refused_at)}, {"error_at", maybe(state.error_at)},
        {"session_refused_at", maybe(state.session_refused_at)}, {"recent_requests", state.recent_requests},
        {"recent_errors", state.recent_errors}, {"certificate_until", maybe(state.certificate_until)},
        {"machine", json_of(state.figures)}};
    if (server.outbox_lag) json["outbox_lag_ms"] = server.outbox_lag->count();
    if (state.backup)
        json["backup"] = {{"made_at", state.backup->made_at.ms()}, {"size", state.backup->size},
            {"encrypted", state.backup->encrypted}, {"readable", state.backup->readable}};
    // Names of folders may hold bytes that are no UTF-8.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<ServerState> server_state_from(
    std::string machine, std::int64_t pid, Instant at, std::string_view text)
{
    auto const json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    ServerState state;
    state.machine = std::move(machine);
    state.pid = pid;
    state.at = at;
    read_server(json, state.server);
    state.requests = field<std::uint64_t>(json, "requests");
    state.errors = field<std::uint64_t>(json, "errors");
    state.refused = field<std::uint64_t>(json, "refused");
    state.requests_per_minute = optional_field<double>(json, "requests_per_minute");
    state.refused_at = moment(json, "refused_at");
    state.error_at = moment(json, "error_at");
    state.session_refused_at = moment(json, "session_refused_at");
    state.recent_requests = field<std::uint64_t>(json, "recent_requests");
    state.recent_errors = field<std::uint64_t>(json, "recent_errors");
    state.certificate_until = moment(json, "certificate_until");
    state.figures = figures_from(part(json, "machine"));
    if (auto const backup = part(json, "backup"); !backup.empty())
        state.backup
            = LastBackup{moment(backup, "made_at").value_or(Instant{}), field<std::uint64_t>(backup, "size"),
                field<bool>(backup, "encrypted"), field<bool>(backup, "readable")};
    return state;
}

} // namespace ocp::supervision
