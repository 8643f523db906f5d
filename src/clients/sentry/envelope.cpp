#include "clients/sentry/envelope.h"

#include "clients/sentry/scrub.h"

#include <algorithm>
#include <ctime>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ocp::sentry {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_text = 8 * 1024;
constexpr std::size_t longest_tag = 200; ///< Sentry throws longer ones away
constexpr std::size_t most_frames = 100;
constexpr std::size_t most_breadcrumbs = 50;
constexpr std::size_t most_spans = 100;
constexpr std::string_view client_name = "ocpizza.cpp";

std::string clean(std::string_view text, std::size_t most = longest_text)
{
    // Scrubbing looks around: what it will not keep need not be looked at, but for a margin.
    return std::string{cut(scrubbed(cut(text, 2 * longest_text)), most)};
}

std::string new_id(RandomSource& random, std::size_t bytes)
{
    std::string id;
    for (char const byte : random.bytes(bytes))
        fmt::format_to(std::back_inserter(id), "{:02x}", static_cast<unsigned char>(byte));
    return id;
}

std::string_view name_of(Level level)
{
    switch (level) {
    case Level::Fatal:
        return "fatal";
    case Level::Error:
        return "error";
    case Level::Warning:
        return "warning";
    case Level::Info:
        return "info";
    case Level::Debug:
        return "debug";
    }
    return "error";
}

std::string line(Json const& json)
{
    // Bytes that are no UTF-8 become U+FFFD; a line break within a text is escaped.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json texts(Texts const& pairs, std::size_t longest)
{
    auto json = Json::object();
    for (auto const& [name, value] : pairs)
        json[name] = clean(value, longest);
    return json;
}

std::string header_line(Sender const& sender, std::string_view event_id, Moment sent_at)
{
    auto header = Json::object();
    if (!event_id.empty()) header["event_id"] = event_id;
    header["dsn"] = sender.dsn.text;
    header["sent_at"] = rfc3339(sent_at);
    header["sdk"] = {{"name", client_name}, {"version", sender.version}};
    return line(header);
}

Json frame(stack::Frame const& frame)
{
    Json json{{"function", frame.function.empty() ? "?" : std::string{cut(frame.function, 1024)}},
        {"in_app", frame.ours},
        {"instruction_addr", fmt::format("{:#x}", reinterpret_cast<std::uintptr_t>(frame.address))}};
    if (!frame.file.empty()) json["filename"] = frame.file;
    if (frame.line > 0) json["lineno"] = frame.line;
    return json;
}

/// The inner ones, where it happened, and the outermost when something is left out between.
Json stacktrace(std::vector<stack::Frame> const& frames)
{
    auto list = Json::array();
    auto const from = frames.size() > most_frames ? frames.size() - most_frames : 0;
    for (auto i = from; i < frames.size(); ++i)
        list.push_back(frame(frames[i]));
    return {{"frames", std::move(list)}};
}

Json exception(Event const& event, std::vector<stack::Frame> const& frames)
{
    Json json{{"type", clean(event.type)}, {"value", clean(event.value)},
        {"mechanism", {{"type", "generic"}, {"handled", event.handled}}}};
    if (!frames.empty()) json["stacktrace"] = stacktrace(frames);
    return {{"values", Json::array({std::move(json)})}};
}

Json breadcrumbs(std::vector<Breadcrumb> const& crumbs)
{
    auto list = Json::array();
    auto const from = crumbs.size() > most_breadcrumbs ? crumbs.size() - most_breadcrumbs : 0;
    for (auto i = from; i < crumbs.size(); ++i)
        list.push_back({{"timestamp", rfc3339(crumbs[i].at)}, {"category", crumbs[i].category},
            {"level", name_of(crumbs[i].level)}, {"message", clean(crumbs[i].message)}});
    return {{"values", std::move(list)}};
}

void add_sender(Json& json, Sender const& sender)
{
    json["release"] = sender.release;
    json["environment"] = sender.environment;
    if (!sender.server_name.empty()) json["server_name"] = sender.server_name;
}

void add_who(Json& json, std::optional<std::int64_t> user, Texts const& tags)
{
    if (user) json["user"] = {{"id", std::to_string(*user)}};
    if (!tags.empty()) json["tags"] = texts(tags, longest_tag);
}

/// Sentry's words for how a span ended.
std::string_view status_of(unsigned http_status)
{
    switch (http_status) {
    case 401:
        return "unauthenticated";
    case 403:
        return "permission_denied";
    case 404:
        return "not_found";
    case 409:
        return "already_exists";
    case 429:
        return "resource_exhausted";
    case 503:
        return "unavailable";
    default:
        break;
    }
    if (http_status >= 500) return "internal_error";
    return http_status >= 400 ? "invalid_argument" : "ok";
}

/// One blank where there were several: SQL stands over many lines in the source.
std::string on_one_line(std::string_view text)
{
    std::string one;
    for (char const c : text) {
        auto const is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!is_blank)
            one += c;
        else if (!one.empty() && one.back() != ' ')
            one += ' ';
    }
    return one;
}

} // namespace

std::string rfc3339(Moment moment)
{
    auto const since = moment.time_since_epoch().count();
    std::time_t const second = since / 1'000'000;
    std::tm parts{};
    gmtime_r(&second, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", parts.tm_year + 1900, parts.tm_mon + 1,
        parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, since % 1'000'000);
}

std::string auth_header(Sender const& sender)
{
    return fmt::format("X-Sentry-Auth: Sentry sentry_version=7, sentry_client={}/{}, sentry_key={}",
        client_name, sender.version, sender.dsn.key);
}

std::string envelope_of(Event const& event, std::vector<stack::Frame> const& frames, Sender const& sender,
    RandomSource& random, Moment sent_at)
{
    auto const id = new_id(random, 16);
    Json json{{"event_id", id}, {"timestamp", rfc3339(event.at)}, {"platform", "native"},
        {"level", name_of(event.level)}};
    add_sender(json, sender);
    if (!event.transaction.empty()) json["transaction"] = event.transaction;
    if (event.type.empty())
        json["logentry"] = {{"formatted", clean(event.value)}};
    else
        json["exception"] = exception(event, frames);
    add_who(json, event.user, event.tags);
    if (!event.extra.empty()) json["extra"] = texts(event.extra, longest_text);
    if (!event.breadcrumbs.empty()) {
        auto crumbs = event.breadcrumbs;
        for (auto& crumb : crumbs)
            crumb.message = on_one_line(crumb.message);
        json["breadcrumbs"] = breadcrumbs(crumbs);
    }
    json["contexts"] = {
        {"trace", {{"trace_id", new_id(random, 16)}, {"span_id", new_id(random, 8)}, {"op", "http.server"}}}};
    return header_line(sender, id, sent_at) + line({{"type", "event"}, {"content_type", "application/json"}})
        + line(json);
}

std::string envelope_of(
    Transaction const& transaction, Sender const& sender, RandomSource& random, Moment sent_at)
{
    auto const id = new_id(random, 16), trace = new_id(random, 16), root = new_id(random, 8);
    Json json{{"event_id", id}, {"type", "transaction"}, {"platform", "native"},
        {"start_timestamp", rfc3339(transaction.begun)}, {"timestamp", rfc3339(transaction.ended)},
        {"transaction", transaction.name}, {"transaction_info", {{"source", "route"}}}};
    add_sender(json, sender);
    add_who(json, transaction.user, transaction.tags);
    json["contexts"] = {{"trace",
        {{"trace_id", trace}, {"span_id", root}, {"op", transaction.op},
            {"status", status_of(transaction.http_status)}}}};
    auto spans = Json::array();
    for (std::size_t i = 0; i < transaction.spans.size() && i < most_spans; ++i) {
        auto const& span = transaction.spans[i];
        spans.push_back({{"trace_id", trace}, {"span_id", new_id(random, 8)}, {"parent_span_id", root},
            {"op", span.op}, {"description", clean(on_one_line(span.description))},
            {"start_timestamp", rfc3339(span.begun)}, {"timestamp", rfc3339(span.ended)},
            {"status", span.failed ? "internal_error" : "ok"}});
    }
    json["spans"] = std::move(spans);
    return header_line(sender, id, sent_at) + line({{"type", "transaction"}}) + line(json);
}

std::string envelope_of(Sessions const& sessions, Sender const& sender, Moment sent_at)
{
    Json minute{{"started", rfc3339(sessions.started)}};
    if (sessions.exited > 0) minute["exited"] = sessions.exited;
    if (sessions.errored > 0) minute["errored"] = sessions.errored;
    if (sessions.crashed > 0) minute["crashed"] = sessions.crashed;
    Json const json{{"aggregates", Json::array({std::move(minute)})},
        {"attrs", {{"release", sender.release}, {"environment", sender.environment}}}};
    return header_line(sender, "", sent_at) + line({{"type", "sessions"}}) + line(json);
}

} // namespace ocp::sentry
