#include "bank/template/api.h"

#include "platform/secrets/secrets.h"

#include <fmt/format.h>

namespace ocp::bank {

namespace {

using What = Prank::What;

struct Route {
    http::Method method;
    std::string_view pattern;
    Outcome (Bank::*deed)(Call const&);
};

constexpr Route routes[] = {
    {http::Method::Post, "/v1/checkout/sessions", &Bank::create_session},
    {http::Method::Get, "/v1/checkout/sessions", &Bank::list_sessions},
    {http::Method::Get, "/v1/checkout/sessions/{id}", &Bank::read_session},
    {http::Method::Post, "/v1/checkout/sessions/{id}/expire", &Bank::expire_session},
    {http::Method::Post, "/v1/refunds", &Bank::create_refund},
    {http::Method::Get, "/v1/refunds", &Bank::list_refunds},
    {http::Method::Get, "/v1/refunds/{id}", &Bank::read_refund},
    {http::Method::Get, "/v1/payment_intents", &Bank::list_payment_intents},
    {http::Method::Get, "/v1/payment_intents/{id}", &Bank::read_payment_intent},
    {http::Method::Get, "/v1/webhook_endpoints", &Bank::list_webhook_endpoints},
};

std::string_view word_of(http::Method method)
{
    return method == http::Method::Post ? "POST" : method == http::Method::Get ? "GET" : "?";
}

std::string_view query_of(http::Request const& request)
{
    auto const mark = request.target.find('?');
    return mark == std::string::npos ? std::string_view{} : std::string_view{request.target}.substr(mark + 1);
}

std::string request_id(http::Request const& request)
{
    return "req_" + request.id;
}

http::Response response(IdempotencyStore::Answer answer, http::Request const& request)
{
    return http::json(std::move(answer.body), answer.status)
        .with("Request-Id", request_id(request))
        .with("Stripe-Version", api_version)
        .with("Cache-Control", "no-cache, no-store");
}

IdempotencyStore::Answer answer_of(Fault const& fault)
{
    return {fault.status, json_of(fault).dump()};
}

http::Response response(Fault const& fault, http::Request const& request)
{
    return response(answer_of(fault), request);
}

Fault trouble_of_ours()
{
    Fault fault;
    fault.status = 500;
    fault.type = "api_error";
    fault.message = "An unknown error occurred";
    return fault;
}

http::Response too_many(std::int64_t retry_after, http::Request const& request)
{
    Fault fault;
    fault.status = 429;
    fault.code = "rate_limit";
    fault.message = "Request rate limit exceeded.";
    return response(fault, request).with("Retry-After", std::to_string(retry_after));
}

http::Response cut()
{
    http::Response response;
    response.status = http::no_answer;
    return response;
}

/// What was asked, for two calls with one key to be compared.
std::string asked(http::Request const& request, BracketForm const& form)
{
    auto asked = fmt::format("{} {}", word_of(request.method), request.path);
    for (auto const& [path, value] : form.fields())
        asked += fmt::format("\n{}={}", path, value);
    return asked;
}

Fault idempotency_fault(unsigned status, std::string code, std::string message)
{
    Fault fault;
    fault.status = status;
    fault.type = "idempotency_error";
    fault.code = std::move(code);
    fault.message = std::move(message);
    return fault;
}

bool is(std::optional<Prank> const& prank, What what)
{
    return prank && prank->what == what;
}

} // namespace

Api::Api(Bank& bank, Mischief& mischief, Clock const& clock, std::string key, Pause pause)
    : bank_{bank}
    , mischief_{mischief}
    , clock_{clock}
    , key_{std::move(key)}
    , pause_{std::move(pause)}
{
    for (std::size_t i = 0; i < std::size(routes); ++i)
        router_.add(routes[i].method, routes[i].pattern, i);
}

std::optional<Fault> Api::why_not_let_in(http::Request const& request) const
{
    constexpr std::string_view scheme = "Bearer ";
    auto const given = request.header("authorization");
    Fault fault;
    fault.status = 401;
    if (!given.starts_with(scheme)) {
        fault.message = "You did not provide an API key. Provide it in the Authorization header, as Bearer.";
        return fault;
    }
    if (!secrets::equal(given.substr(scheme.size()), key_)) {
        fault.message = "Invalid API Key provided.";
        return fault;
    }
    auto const version = request.header("stripe-version");
    if (version.empty() || version == api_version) return std::nullopt;
    fault.status = 400;
    fault.message
        = fmt::format("Invalid Stripe API version: {}. This bank speaks {} only.", version, api_version);
    return fault;
}

tl::expected<Api::Found, Fault> Api::find(http::Request const& request) const
{
    auto const answer = router_.find(request.method, request.path);
    if (answer.found) {
        auto const id = answer.found->in_path.find("id");
        return Found{answer.found->route, id == answer.found->in_path.end() ? "" : id->second};
    }
    Fault fault;
    fault.status = 404;
    fault.message = fmt::format("Unrecognized request URL ({}: {}).", word_of(request.method), request.path);
    return tl::unexpected{std::move(fault)};
}

http::Response Api::answer(http::Request const& request)
{
    if (auto const fault = why_not_let_in(request)) return response(*fault, request);
    auto const found = find(request);
    if (!found) return response(found.error(), request);

    auto const prank = mischief_.take(word_of(request.method), request.path);
    if (is(prank, What::TooMany)) return too_many(prank->retry_after, request);
    if (is(prank, What::CutBefore)) return cut();
    if (is(prank, What::Say))
        return response(IdempotencyStore::Answer{static_cast<unsigned>(prank->status), prank->body}, request);

    auto form = BracketForm::read(request.method == http::Method::Post ? request.body : query_of(request));
    if (!form) {
        Fault fault;
        fault.code = "parameter_unknown";
        fault.param = form.error();
        fault.message = "Invalid request: the parameters could not be read";
        return response(fault, request);
    }
    Call call{*std::move(form), found->id, request_id(request), {}};
    if (request.method == http::Method::Post) call.idempotency_key = request.header("idempotency-key");
    auto answer = act(request, call, *found, prank);
    if (is(prank, What::SlowAfter)) pause_(prank->wait);
    if (is(prank, What::CutAfter)) return cut();
    return answer;
}

http::Response Api::act(
    http::Request const& request, Call const& call, Found const& found, std::optional<Prank> const& prank)
{
    auto const& key = call.idempotency_key;
    if (key.empty()) return response(run(call, found, prank).said, request);
    constexpr std::size_t longest = 255;
    if (key.size() > longest)
        return response(idempotency_fault(400, "", "Idempotency keys have 255 characters at most."), request);

    auto const verdict = idempotency_.begin(key, asked(request, call.form), clock_.now());
    if (auto const* const first = std::get_if<IdempotencyStore::Answer>(&verdict))
        return response(*first, request).with("Idempotent-Replayed", "true");
    if (std::holds_alternative<IdempotencyStore::Mismatch>(verdict))
        return response(
            idempotency_fault(400, "",
                "Keys for idempotent requests can only be used with the same parameters they were first "
                "used with."),
            request);
    if (std::holds_alternative<IdempotencyStore::InFlight>(verdict))
        return response(idempotency_fault(409, "idempotency_key_in_use",
                            "There is currently another in-progress request using this Idempotent Key."),
            request);

    auto done = run(call, found, prank);
    if (done.kept)
        idempotency_.finish(key, *std::move(done.kept));
    else
        idempotency_.forget(key);
    return response(std::move(done.said), request).with("Idempotency-Key", key);
}

Api::Done Api::run(Call const& call, Found const& found, std::optional<Prank> const& prank)
{
    if (is(prank, What::SlowBefore)) pause_(prank->wait);
    auto const failure = answer_of(trouble_of_ours());
    if (is(prank, What::FailBefore)) return {failure, prank->is_kept ? std::optional{failure} : std::nullopt};
    auto const outcome = (bank_.*routes[found.route].deed)(call);
    auto answer = outcome ? IdempotencyStore::Answer{200, outcome->dump()} : answer_of(outcome.error());
    if (is(prank, What::FailAfter)) return {failure, prank->is_kept ? failure : answer};
    if (!outcome && !outcome.error().had_begun) return {std::move(answer)};
    return {answer, answer};
}

} // namespace ocp::bank
