#include "ocpizza/cli/bank_command.h"

#include "bank/bank_site.h"
#include "bank/business/deliver_events.h"
#include "bank/business/state_file.h"
#include "ocpizza/cli/commands.h"
#include "ocpizza/setting_readers.h"
#include "ocpizza/system_clock.h"
#include "ocpizza/version.h"
#include "platform/http/listening_socket.h"
#include "platform/log/log.h"
#include "platform/outgoing/rounds.h"
#include "platform/secrets/secrets.h"

#include <csignal>
#include <fmt/format.h>
#include <iostream>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>

namespace ocp::cli {

namespace {

std::string value_of(SettingSources const& sources, std::string const& name)
{
    auto const found = sources.environment.find(name);
    return found == sources.environment.end() ? std::string{} : found->second;
}

bool is_production(SettingSources const& sources)
{
    for (auto const& line : describe_settings(sources))
        if (line.name == "APP_ENV") return line.value != "development" && line.value != "test";
    return true;
}

std::string why_not(SettingSources const& sources, BankCall const& call)
{
    if (is_production(sources)) return "the bank is for development and tests, never for production";
    auto const is_test_key = call.key.starts_with("sk_test_") || call.key.starts_with("rk_test_");
    if (!is_test_key)
        return "the bank needs --key sk_test_..., or such a STRIPE_SECRET_KEY in its environment";
    if (!call.secret.starts_with("whsec_"))
        return "the bank needs --secret whsec_..., or such a STRIPE_WEBHOOK_SECRET in its environment";
    if (auto const fault = setting::fault_of_web_url(call.webhook); !fault.empty())
        return "--webhook " + fault;
    if (call.public_url.empty()) return {};
    auto const fault = setting::fault_of_base_url(call.public_url);
    return fault.empty() ? std::string{} : "--public " + fault;
}

/// Ends the server on SIGTERM and SIGINT, which all threads leave to this one.
class StopOnSignal {
public:
    StopOnSignal()
    {
        sigemptyset(&signals_);
        for (int const signal : {SIGTERM, SIGINT, SIGUSR1})
            sigaddset(&signals_, signal);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }
    void watch(http::Server& server, bank::BankSite& site)
    {
        waiting_ = std::thread{[this, &server, &site] {
            int signal = 0;
            sigwait(&signals_, &signal);
            site.end();
            server.stop();
            // There is nothing to hand over and nobody to be kind to.
            server.stop();
        }};
    }
    ~StopOnSignal()
    {
        if (!waiting_.joinable()) return;
        pthread_kill(waiting_.native_handle(), SIGUSR1);
        waiting_.join();
    }
    StopOnSignal(StopOnSignal const&) = delete;
    StopOnSignal& operator=(StopOnSignal const&) = delete;

private:
    sigset_t signals_{};
    std::thread waiting_;
};

/// Once signals are heard.
void end_with_parent()
{
    auto const parent = ::getppid();
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::kill(::getpid(), SIGTERM);
}

http::ServerOptions server_options(ListenAddress const& where, int socket, std::string const& public_url)
{
    http::ServerOptions options;
    options.address = where.host;
    options.listening_socket = socket;
    // Those who are made to wait stand in nobody's way.
    options.workers = 32;
    options.body_limit = 512 * 1024;
    auto const host = public_url.find("://") + 3;
    options.allowed_hosts = {"127.0.0.1", "localhost", "[::1]", where.host,
        public_url.substr(host, public_url.find_first_of(":/", host) - host)};
    options.requests_in_flight_per_address = 256;
    options.drain_accepting = options.drain_idle = std::chrono::milliseconds{0};
    return options;
}

/// Writes what changed, from the rounds' thread and at the end.
class StateKeeper {
public:
    StateKeeper(std::string file, bank::Bank const& bank, bank::EventQueue const& events)
        : file_{std::move(file)}
        , bank_{bank}
        , events_{events}
    {
    }
    /// Throws when it cannot.
    void save()
    {
        if (!file_.empty()) bank::write_state(file_, {bank_.holdings(), events_.waiting()});
    }
    void save_what_changed()
    {
        auto const now = std::pair{bank_.changes(), events_.counts().delivered};
        if (now == saved_) return;
        saved_ = now;
        try {
            save();
        } catch (std::exception const& trouble) {
            log::error("the bank's state is not kept", {{"what", trouble.what()}});
        }
    }

private:
    std::string const file_;
    bank::Bank const& bank_;
    bank::EventQueue const& events_;
    std::pair<std::uint64_t, std::size_t> saved_{};
};

int serve_bank(ListenAddress const& where, BankCall const& call)
{
    StopOnSignal signals;
    SystemClock const clock;
    secrets::SystemRandom random;
    bank::EventQueue events{random};
    auto kept = call.state.empty() ? bank::Kept{} : bank::read_state(call.state);
    for (auto const& event : kept.events)
        events.add(event, std::chrono::steady_clock::now());

    auto const socket = http::open_listening_socket(where.host, where.port);
    http::ServerOptions const options = server_options(where, socket, call.public_url);
    bank::Bank bank{{call.public_url, call.webhook}, clock, random, events, std::move(kept.holdings)};
    bank::BankSite site{bank, events, clock, random, call.key};
    http::Server server{options, site};
    StateKeeper keeper{call.state, bank, events};
    keeper.save();
    log::start(log::Format::Text);
    {
        bank::EventCouriers const couriers{
            {.webhook_url = call.webhook,
                .secret = call.secret,
                .outgoing = {.user_agent = fmt::format("ocpizza-bank/{}", version), .ca_file = {}}},
            events, clock};
        constexpr std::chrono::milliseconds rhythm{200};
        outgoing::Rounds rounds{rhythm};
        rounds.start([&] {
            bank.tick();
            keeper.save_what_changed();
        });
        signals.watch(server, site);
        if (call.with_parent) end_with_parent();
        log::info("the bank for trials serves", {{"address", call.public_url}, {"webhook", call.webhook}});
        server.run();
    }
    keeper.save_what_changed();
    log::stop();
    return done;
}

} // namespace

int bank(SettingSources const& sources, BankCall const& asked)
{
    auto call = asked;
    if (call.key.empty()) call.key = value_of(sources, "STRIPE_SECRET_KEY");
    if (call.secret.empty()) call.secret = value_of(sources, "STRIPE_WEBHOOK_SECRET");
    if (auto const why = why_not(sources, call); !why.empty()) {
        std::cerr << "ocpizza: " << why << '\n';
        return refused;
    }
    Settings where;
    if (auto const fault = setting::listen(call.listen, where); !fault.empty()) {
        std::cerr << "ocpizza: --listen " << fault << "; expected HOST:PORT\n";
        return refused;
    }
    if (call.public_url.empty()) call.public_url = "http://" + call.listen;
    return serve_bank(where.listen, call);
}

} // namespace ocp::cli
