#include "ocpizza/site.h"

#include "account/business/rights_rules.h"
#include "account/business/session_cookies.h"
#include "ocpizza/choose_language.h"
#include "ocpizza/page_frame.h"
#include "ocpizza/request_checks.h"
#include "ocpizza/security_headers.h"
#include "ocpizza/server_figures.h"
#include "order/business/order_events.h"
#include "platform/http/forms.h"
#include "platform/log/escape.h"
#include "platform/log/log.h"
#include "platform/secrets/secrets.h"

#include <chrono>

namespace ocp {

namespace {

using namespace std::chrono_literals;

/// The parts in it may be as old already when it is made.
constexpr auto shared_page_life = 10s;

bool has_session_cookie(http::Request const& request)
{
    return !request.cookie("s").empty() || !request.cookie("__Host-s").empty();
}

std::string_view name_of(http::Method method)
{
    switch (method) {
    case http::Method::Get:
        return "GET";
    case http::Method::Head:
        return "HEAD";
    case http::Method::Post:
        return "POST";
    case http::Method::Put:
        return "PUT";
    case http::Method::Delete:
        return "DELETE";
    case http::Method::Patch:
        return "PATCH";
    case http::Method::Options:
        return "OPTIONS";
    }
    return "";
}

std::optional<account::Right> right_behind(Guard guard)
{
    switch (guard) {
    case Guard::Anyone:
    case Guard::SignedIn:
    case Guard::Signed:
        return std::nullopt;
    case Guard::Kitchen:
        return account::Right::Kitchen;
    case Guard::Delivery:
        return account::Right::Delivery;
    case Guard::Manage:
        return account::Right::Manage;
    case Guard::Operate:
        return account::Right::Operate;
    }
    return std::nullopt;
}

http::Response asset(html::Assets::File const& file, http::Request const& request)
{
    http::Response response{200, {}, file.bytes, nullptr};
    response.with("Content-Type", file.content_type)
        .with("Cache-Control", "public, max-age=31536000, immutable");
    auto const gzip = file.gzip && http::accepts_gzip(request.header("accept-encoding"));
    response.with("ETag", gzip ? file.etag.substr(0, file.etag.size() - 1) + "-gz\"" : file.etag);
    if (file.gzip) response.with("Vary", "Accept-Encoding");
    if (gzip) {
        response.body = file.gzip;
        response.with("Content-Encoding", "gzip");
    }
    return response;
}

/// A kept page is kept in each language.
std::string shared_key(std::string_view path, Language language)
{
    return std::string{code_of(language)}.append(path);
}

} // namespace

Site::Site(SiteTools tools, std::span<Route const> routes, App& app)
    : tools_{tools}
    , routes_{routes}
    , app_{app}
    , shared_{tools.changes}
{
    for (std::size_t i = 0; i < routes_.size(); ++i)
        router_.add(routes_[i].method, routes_[i].pattern, i);
}

std::optional<http::Response> Site::answer_at_once(http::Request const& request)
{
    if (request.method != http::Method::Get && request.method != http::Method::Head) return std::nullopt;
    if (request.in_clear && tools_.settings.public_url.starts_with("https:")) {
        auto redirect = to_https(request, tools_.settings);
        add_security_headers(redirect, tools_.settings);
        return redirect;
    }
    if (request.path == "/healthz") {
        auto healthy = http::text("ok\n");
        add_security_headers(healthy, tools_.settings);
        return healthy;
    }
    if (request.path == "/metrics" && comes_from_this_machine(request)) {
        auto figures = metrics_answer(app_);
        add_security_headers(figures, tools_.settings);
        return figures;
    }
    if (request.path.starts_with("/static/")) {
        auto const* file = tools_.assets.find(request.path);
        if (!file) return std::nullopt;
        auto response = asset(*file, request);
        add_security_headers(response, tools_.settings);
        return response;
    }
    if (auto picture = tools_.pictures.kept(request)) {
        add_security_headers(*picture, tools_.settings);
        return picture;
    }
    if (has_session_cookie(request) || !request.query.items().empty() || knows_more_than_we_do(request))
        return std::nullopt;
    return shared_.find(shared_key(request.path, chosen_language(request, {})),
        http::accepts_gzip(request.header("accept-encoding")), tools_.clock.now());
}

http::Application::Lane Site::lane(http::Request const& request)
{
    auto const found = router_.find(request.method, request.path).found;
    if (!found) return Lane::Pages;
    auto const& route = routes_[found->route];
    if (route.lane != Lane::Staff) return route.lane;
    // Whoever will only be sent to sign in, or asks from outside whether we live, must not crowd out the
    // staff.
    auto const is_staff = route.guard == Guard::Anyone ? comes_from_this_machine(request)
                                                       : staff_.has(std::string{session_cookie(request)});
    return is_staff ? Lane::Staff : Lane::Pages;
}

http::Response Site::handle(http::Request& request)
{
    using Error = HandledRequest::Error;
    HandledRequest told{tools_.reports, name_of(request.method), request.id};
    std::optional<live::Changes::Doubt> doubt;
    if (knows_more_than_we_do(request)) doubt.emplace();
    http::Response response;
    try {
        response = dispatch(request, told);
    } catch (db::Unavailable const& trouble) {
        told.failed(trouble.what(), Error::Known);
        log::error("database unavailable", {{"id", request.id}, {"what", trouble.what()}});
        response = error(503, &request);
    } catch (db::Conflict const& trouble) {
        told.failed(trouble.what(), Error::Known);
        log::error("transaction given up after three tries", {{"id", request.id}, {"what", trouble.what()}});
        response = error(503, &request);
    } catch (db::OutcomeUnknown const& trouble) {
        // Perhaps it was done. Whoever comes back with the same form finds out, and does nothing twice.
        told.failed(trouble.what(), Error::Known);
        log::error("connection lost while committing", {{"id", request.id}, {"what", trouble.what()}});
        response = error(503, &request);
    } catch (std::exception const& trouble) {
        told.failed(trouble.what(), Error::Unknown);
        log::error("request failed",
            {{"id", request.id}, {"path", log::without_secrets(request.path)}, {"what", trouble.what()}});
        response = error(500, &request);
    } catch (...) {
        told.failed("no std::exception", Error::Unknown);
        log::error("request failed", {{"id", request.id}, {"path", request.path}});
        response = error(500, &request);
    }
    told.answered(response.status);
    return response;
}

http::Response Site::dispatch(http::Request& request, HandledRequest& told)
{
    auto found = router_.find(request.method, request.path);
    request.route = found.found ? found.found->route : routes_.size();
    http::Response response;
    if (found.found) {
        request.in_path = std::move(found.found->in_path);
        auto const& route = routes_[found.found->route];
        told.at(route.pattern);
        response = answer(route, request, told);
    } else {
        response = no_route(request, found.other_methods);
    }
    add_security_headers(response, tools_.settings);
    request.is_stream = response.stream != nullptr;
    return response;
}

http::Response Site::no_route(
    http::Request const& request, std::vector<http::Method> const& other_methods) const
{
    auto const call = call_of(request);
    if (other_methods.empty()) return error_page(404, call);
    std::string allowed;
    for (auto const method : other_methods) {
        if (!allowed.empty()) allowed += ", ";
        allowed += method == http::Method::Get ? "GET, HEAD" : name_of(method);
    }
    return error_page(405, call).with("Allow", std::move(allowed));
}

account::Call Site::call_of(http::Request const& request) const
{
    account::Call call{request, visitor_of(request), {}, {}, account::Role::Customer, tools_.clock.now(), {}};
    call.who.language = chosen_language(request, call.who);
    if (call.who.session) call.csrf = secrets::mask_token(call.who.csrf_secret, tools_.random);
    return call;
}

http::Response Site::answer(Route const& route, http::Request& request, HandledRequest& told)
{
    auto call = call_of(request);
    if (call.who.user) told.by(call.who.user->id);
    if (route.method == http::Method::Post && route.guard != Guard::Signed) {
        if (!from_our_own_page(request)) return error_page(403, call);
        auto form = http::read_form(request);
        if (form.status != 200) return error_page(form.status, call);
        call.form = std::move(form.form.fields);
        if (!token_holds(call.who, call.form)) return error_page(403, call);
    }
    if (auto const slug = request.path_text("shop"); !slug.empty()) {
        call.shop = tools_.shops.find(slug);
        if (!call.shop) return error_page(404, call);
        told.in(call.shop->id);
    }
    auto const for_persons = route.guard != Guard::Anyone && route.guard != Guard::Signed;
    if (for_persons && !call.who.signed_in())
        return http::see_other("/connexion?retour="
            + http::url_encode(route.method == http::Method::Get ? request.target : "/"));
    if (auto const right = right_behind(route.guard)) {
        // Another shop's screens are not forbidden, they are not there (reliability.md §4, rights per shop).
        auto const shop = call.shop ? std::optional{call.shop->id} : std::nullopt;
        if (!account::may(call.who.roles, *right, shop)) return error_page(404, call);
        if (shop) call.acting = account::acting_role(call.who.roles, *right, *shop);
        if (route.lane == Lane::Staff) staff_.add(std::string{session_cookie(request)});
    }

    auto const shareable
        = route.sharing == Sharing::Shareable && !call.who.session && request.query.items().empty();
    auto const mark = tools_.changes.mark();
    auto answer = route.page(app_, call);
    // Staff who took a step see it on the next page, without waiting for the event.
    if (route.method == http::Method::Post && right_behind(route.guard) && call.shop)
        tools_.changes.heard(order::shop_stream(call.shop->id));
    if (auto* bare = std::get_if<http::Response>(&answer)) return std::move(*bare);
    if (auto const* missing = std::get_if<html::NotFound>(&answer))
        return error_page(missing->asked_too_often ? 429 : 404, call);

    auto const& page = std::get<html::Page>(answer);
    auto response = framed(page, call);
    if (shareable && page.status == 200) {
        auto kept = response;
        add_security_headers(kept, tools_.settings);
        auto packed = shared_.keep(shared_key(request.path, call.language()), page.stream, mark, *kept.body,
            kept.headers, call.now + shared_page_life);
        if (http::accepts_gzip(request.header("accept-encoding"))) {
            response.body = std::move(packed);
            response.with("Content-Encoding", "gzip");
        }
    }
    return response;
}

bool Site::knows_more_than_we_do(http::Request const& request) const
{
    auto const seen = outbox::cursor_from(request.header("x-seen-event"));
    return seen && !tools_.hub.has_told(*seen);
}

std::string_view Site::session_cookie(http::Request const& request) const
{
    account::SessionCookies const cookies{tools_.settings.public_url.starts_with("https:")};
    return request.cookie(cookies.session_name());
}

account::Visitor Site::visitor_of(http::Request const& request) const
{
    auto const token = session_cookie(request);
    if (token.empty()) return {};
    return tools_.database.read(
        [&](db::Reader const& reader) { return account::visitor_behind(reader, token, tools_.clock.now()); });
}

std::string Site::render(html::Page const& page, account::Call const& call) const
{
    auto bytes = tools_.templates.render(frame_head(tools_, page, call));
    if (page.content) bytes += tools_.templates.render(*page.content);
    if (page.shared_part) tools_.parts.append(bytes, *page.shared_part, call.csrf);
    bytes += tools_.templates.render(frame_foot(page, call));
    return bytes;
}

http::Response Site::framed(html::Page const& page, account::Call const& call) const
{
    auto response = http::html(render(page, call), page.status);
    response.with("Cache-Control", call.who.session ? "no-store" : "no-cache");
    response.with("Vary", "Accept-Encoding, Accept-Language, Cookie");
    if (!page.indexed) response.with("X-Robots-Tag", "noindex");
    if (page.retry_after.count() > 0) response.with("Retry-After", std::to_string(page.retry_after.count()));
    return response;
}

http::Response Site::error_page(unsigned status, account::Call const& call) const
{
    return framed(error_content(status, call.language()), call);
}

http::Response Site::error(unsigned status, http::Request const* request)
{
    try {
        http::Request const unread;
        account::Call nobody{request ? *request : unread, {}};
        nobody.now = tools_.clock.now();
        nobody.who.language = chosen_language(nobody.request, {});
        auto response = error_page(status, nobody);
        // A method that no address of ours knows.
        if (status == 405) response.with("Allow", "GET, HEAD, POST");
        add_security_headers(response, tools_.settings);
        return response;
    } catch (std::exception const& trouble) {
        log::error("error page failed", {{"what", trouble.what()}});
        return http::text("erreur\n", status);
    }
}

metrics::Way Site::way_of(http::Request const& request, unsigned status) const
{
    // No worker has seen it: nearly always a kept page or a file.
    if (!request.route) return status == 503 ? metrics::Way::Refused : metrics::Way::AtOnce;
    if (request.is_stream) return metrics::Way::Stream;
    if (*request.route == routes_.size()) return metrics::Way::Pages;
    return routes_[*request.route].lane == Lane::Slow ? metrics::Way::Slow : metrics::Way::Pages;
}

void Site::sent(
    http::Request const& request, unsigned status, std::size_t bytes, std::chrono::microseconds took)
{
    auto const name = request.route && *request.route < routes_.size() ? routes_[*request.route].name
                                                                       : std::string_view{};
    counts_.count(way_of(request, status), status, took, name, tools_.clock.now());
    log::access({.id = request.id,
        .method = name_of(request.method),
        .path = request.path,
        .status = status,
        .took = took,
        .bytes = bytes});
    tools_.reports.answered(request.path, status);
}

} // namespace ocp
