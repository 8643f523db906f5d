#include "ocpizza/alerts/post.h"

#include "ocpizza/outgoing_options.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::alerts {

namespace {

using supervision::Letter;
using supervision::Way;

} // namespace

std::vector<Way> ways_in(Settings const& settings)
{
    std::vector<Way> ways;
    if (!settings.alert_email.empty()) ways.push_back(Way::Mail);
    if (!settings.alert_webhook_url.empty()) ways.push_back(Way::Webhook);
    return ways;
}

Post::Post(Settings const& settings)
    : mail_to_{settings.alert_email}
    , webhook_url_{settings.alert_webhook_url}
    , mails_{mail_options(settings)}
    , calls_{outgoing_options(settings)}
{
}

Sending Post::send(Way way, Letter const& letter, std::string const& id, Instant written_at)
{
    if (way == Way::Mail ? mail_to_.empty() : webhook_url_.empty())
        return {.for_good = true, .failure = "no longer wanted by the settings"};
    try {
        return way == Way::Mail ? mail(letter, id, written_at) : call(letter, id);
    } catch (std::invalid_argument const& error) {
        return {.for_good = true, .failure = error.what()};
    }
}

Sending Post::mail(Letter const& letter, std::string const& id, Instant written_at)
{
    auto const answer = mails_.send({.to = mail_to_,
        .subject = letter.subject,
        .text = letter.text,
        .html = letter.html,
        .id = id,
        .written_at = written_at});
    if (answer.outcome == smtp::Outcome::Accepted) return {.arrived = true};
    return {.for_good = answer.outcome == smtp::Outcome::Refused,
        .failure = fmt::format("{} {}", answer.status, answer.trouble)};
}

Sending Post::call(Letter const& letter, std::string const& id)
{
    auto const answer = calls_.ask({.vendor = "alert webhook",
        .base_url = webhook_url_,
        .path = "",
        .headers = {"Content-Type: application/json", "Idempotency-Key: " + id},
        .body = letter.json,
        .answer_within = std::chrono::seconds{10}});
    if (!answer.failure) return {.arrived = true};
    return {.for_good = *answer.failure == outgoing::Failure::No,
        .wait = answer.retry_after,
        .failure = fmt::format("{} {}", answer.status, answer.trouble)};
}

void Post::end_by(std::chrono::steady_clock::time_point end)
{
    mails_.end_by(end);
    calls_.end_by(end);
}

} // namespace ocp::alerts
