#include "ocpizza/reporting/reports.h"

#include "ocpizza/outgoing_options.h"
#include "ocpizza/version.h"
#include "platform/log/line.h"
#include "platform/stack/thrown.h"
#include "platform/trail/trail.h"

#include <array>
#include <random>
#include <stdexcept>
#include <unistd.h>

namespace ocp {

namespace {

std::string name_of_this_machine()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

sentry::Client::Options options_for(Settings const& settings)
{
    auto dsn = sentry::dsn_from(settings.sentry_dsn);
    if (!dsn) throw std::invalid_argument{"SENTRY_DSN is not https://key@host/project"};
    sentry::Client::Options options;
    options.sender = {.dsn = *std::move(dsn),
        .release = "ocpizza@" + std::string{version},
        .environment = to_text(settings.app_env),
        .server_name = name_of_this_machine(),
        .version = std::string{version}};
    options.http = outgoing_options(settings);
    return options;
}

trail::Step::Kind kind_of(log::Level level)
{
    switch (level) {
    case log::Level::Info:
        return trail::Step::Kind::Information;
    case log::Level::Warning:
        return trail::Step::Kind::Warning;
    case log::Level::Error:
        return trail::Step::Kind::Error;
    }
    return trail::Step::Kind::Information;
}

/// What a request's worker says in the log is told with the request, or with it not told.
thread_local bool is_in_a_request = false;

} // namespace

Reports::InARequest::InARequest()
{
    is_in_a_request = true;
}

Reports::InARequest::~InARequest()
{
    is_in_a_request = false;
}

Reports::Reports(Settings const& settings, RandomSource& random)
    : share_{settings.sentry_traces_sample_rate}
{
    if (settings.sentry_dsn.empty()) return;
    client_.emplace(options_for(settings), random);
    stack::prepare_to_watch();
    log::tell(this);
}

Reports::~Reports()
{
    log::tell_no_more(this);
}

bool Reports::takes_a_sample() const
{
    if (!client_ || share_ <= 0 || !client_->is_open(sentry::Category::Transaction)) return false;
    // Nothing hangs on this chance, and the system's costs a request more than all the rest of this.
    thread_local std::minstd_rand dice{std::random_device{}()};
    return std::uniform_real_distribution{0.0, 1.0}(dice) < share_;
}

void Reports::answered(std::string_view path, unsigned status)
{
    // What asks whether we live is no visitor, and a file is part of the page that named it.
    if (!client_ || path == "/healthz" || path == "/readyz" || path.starts_with("/static/")) return;
    using enum sentry::Client::Outcome;
    client_->count_session(status == 500 ? Crashed : status > 500 ? Errored : Exited);
}

void Reports::heard(log::Level level, std::string_view message, log::Fields fields)
{
    if (auto* const trail = trail::current())
        return trail->note(kind_of(level), log::words_of(message, fields), trail::now());
    if (!is_in_a_request && level == log::Level::Error) tell(message, fields);
}

void Reports::tell(std::string_view message, log::Fields fields)
{
    if (!client_ || !client_->wants(sentry::Category::Error)) return;
    sentry::Event event;
    event.at = trail::now();
    event.value = message;
    event.handled = true;
    for (auto const& field : fields)
        event.extra.emplace_back(field.name, log::value_of(field));
    client_->send(std::move(event));
}

namespace {

bool there_is_a_trail()
{
    return trail::current() != nullptr;
}

void note_query(std::string_view sql, std::chrono::system_clock::time_point begun, bool failed)
{
    auto const at = std::chrono::time_point_cast<std::chrono::microseconds>(begun);
    trail::current()->note(trail::Step::Kind::Query, sql, at, trail::now() - at, failed);
}

} // namespace

db::Observer const query_notes{there_is_a_trail, note_query};

} // namespace ocp
