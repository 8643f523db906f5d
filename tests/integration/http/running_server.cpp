#include "tests/integration/http/running_server.h"

#include <stdexcept>

using namespace ocp::http;

std::optional<Response> TrialApplication::answer_at_once(Request const& request)
{
    if (request.path == "/page") return html(std::string(12'288, 'p')).with("ETag", "\"v1\"");
    if (request.path == "/broken-at-once") throw std::runtime_error{"on purpose"};
    return std::nullopt;
}

Application::Lane TrialApplication::lane(Request const& request)
{
    if (request.path.starts_with("/staff-lane")) return Lane::Staff;
    return request.path.starts_with("/slow-lane") ? Lane::Slow : Lane::Pages;
}

Response TrialApplication::handle(Request& request)
{
    ++handled;
    if (request.path == "/echo") return text(request.body);
    if (request.path == "/who")
        return text(request.peer + (request.secure ? " https " : " http ") + request.host);
    if (request.path == "/boom") throw std::runtime_error{"on purpose"};
    if (request.path == "/big")
        return text(std::string(static_cast<std::size_t>(*request.query.number("bytes")), 'b'));
    if (request.path == "/nap")
        std::this_thread::sleep_for(std::chrono::milliseconds{*request.query.number("ms")});
    if (request.path == "/hang-up")
        return Response{.status = no_answer, .headers = {}, .body = {}, .stream = {}};
    if (request.path == "/gate") {
        std::unique_lock lock{mutex_};
        ++at_the_gate;
        changed_.wait(lock, [this] { return gate_is_open_; });
        --at_the_gate;
    }
    if (request.path == "/stream") {
        auto response = Response{
            .status = 200, .headers = {{"Content-Type", "text/event-stream"}}, .body = {}, .stream = {}};
        response.stream = [this](std::shared_ptr<StreamSink> sink) {
            std::lock_guard const lock{mutex_};
            stream_ = std::move(sink);
            changed_.notify_all();
        };
        return response;
    }
    return text(request.path);
}

Response TrialApplication::error(unsigned status, Request const* request)
{
    return text("error " + std::to_string(status) + (request ? " on " + request->path : ""), status);
}

void TrialApplication::sent(
    Request const& request, unsigned status, std::size_t bytes, std::chrono::microseconds)
{
    std::lock_guard const lock{mutex_};
    log_.push_back({request.id, request.path, status, bytes});
}

void TrialApplication::open_gate()
{
    std::lock_guard const lock{mutex_};
    gate_is_open_ = true;
    changed_.notify_all();
}

std::shared_ptr<StreamSink> TrialApplication::latest_stream()
{
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, std::chrono::seconds{10}, [this] { return stream_ != nullptr; });
    return std::exchange(stream_, nullptr);
}

std::vector<TrialApplication::Sent> TrialApplication::log()
{
    std::lock_guard const lock{mutex_};
    return log_;
}

RunningServer::RunningServer(ServerOptions options)
    : server{std::move(options), application}
    , thread_{[this] { server.run(); }}
{
}

RunningServer::~RunningServer()
{
    application.open_gate();
    server.stop();
    server.stop();
    if (thread_.joinable()) thread_.join();
}

ServerOptions RunningServer::quick()
{
    using namespace std::chrono_literals;
    ServerOptions options;
    options.port = 0;
    options.allowed_hosts = {"localhost", ".pizza.example"};
    options.drain_accepting = 100ms;
    options.drain_idle = 200ms;
    return options;
}

std::chrono::milliseconds RunningServer::wait_for_the_end()
{
    auto const began = std::chrono::steady_clock::now();
    thread_.join();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}
