#include "bank/bank_site.h"

#include "platform/log/log.h"

#include <thread>

namespace ocp::bank {

namespace {

std::string_view word_of(http::Method method)
{
    return method == http::Method::Post ? "POST" : method == http::Method::Get ? "GET" : "other";
}

} // namespace

BankSite::BankSite(Bank& bank, EventQueue& events, Clock const& clock, RandomSource& random, std::string key)
    : pages_{bank, random}
    , api_{bank, mischief_, clock, std::move(key), [this](auto wait) { pause(wait); }}
    , control_{bank, events, mischief_, pages_}
{
}

std::optional<http::Response> BankSite::answer_at_once(http::Request const& request)
{
    if (request.path.starts_with("/static/")) {
        auto const* const file = pages_.assets().find(request.path);
        if (!file) return error(404, &request);
        http::Response response;
        response.body = file->bytes;
        return std::move(response)
            .with("Content-Type", file->content_type)
            .with("Cache-Control", "public, max-age=31536000, immutable");
    }
    return std::nullopt;
}

http::Response BankSite::handle(http::Request& request)
{
    if (request.path.starts_with("/pay/")) return pages_.answer(request);
    if (request.path == "/bank/control" || request.path == "/bank/ledger") return control_.answer(request);
    return api_.answer(request);
}

http::Response BankSite::error(unsigned status, http::Request const*)
{
    Fault fault;
    fault.type = status < 500 ? "invalid_request_error" : "api_error";
    fault.message = "The bank cannot answer this: " + std::to_string(status);
    return http::json(json_of(fault).dump(), status);
}

void BankSite::sent(
    http::Request const& request, unsigned status, std::size_t bytes, std::chrono::microseconds took)
{
    log::access({.id = request.id,
        .method = word_of(request.method),
        .path = request.path,
        .status = status,
        .took = took,
        .bytes = bytes});
}

void BankSite::pause(std::chrono::milliseconds wait) const
{
    constexpr std::chrono::milliseconds step{20};
    auto const end = std::chrono::steady_clock::now() + wait;
    while (!ending_ && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(step);
}

} // namespace ocp::bank
