#include "clients/new_relic/client.h"

#include "clients/new_relic/payload.h"
#include "platform/http/response.h"
#include "platform/log/log.h"

#include <algorithm>

namespace ocp::new_relic {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_waiting = 10;
/// New Relic takes nothing older.
constexpr auto oldest = 48h;
constexpr auto longest_wait = 1h; ///< whatever is asked for

} // namespace

Client::Client(Options options, Clock const& clock, std::function<std::vector<Metric>()> figures)
    : options_{std::move(options)}
    , clock_{clock}
    , figures_{std::move(figures)}
    , caller_{options_.http}
    , gathered_at_{clock_.now()}
    , thread_{[this] { run(); }}
{
}

Client::~Client()
{
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
    }
    caller_.end_by(Steady::now() + options_.flush_within);
    ends_.notify_one();
    thread_.join();
}

Client::Figures Client::own_figures() const
{
    return {.posts = posts_, .dropped = dropped_, .refused = refused_};
}

void Client::run()
{
    for (bool goes_on = true; goes_on && !refused_;) {
        goes_on = wait_for_the_interval();
        gather();
        if (Steady::now() >= not_before_) post_what_waits();
    }
    waiting_.clear();
}

bool Client::wait_for_the_interval()
{
    std::unique_lock lock{mutex_};
    return !ends_.wait_for(lock, options_.interval, [this] { return ending_; });
}

void Client::gather()
{
    auto const now = clock_.now();
    waiting_.push_back({now, now - gathered_at_, figures_()});
    gathered_at_ = now;
    while (waiting_.size() > most_waiting) {
        waiting_.pop_front();
        ++dropped_;
    }
}

void Client::post_what_waits()
{
    while (!waiting_.empty() && !refused_) {
        auto const is_too_old = clock_.now() - waiting_.front().ended > oldest;
        auto const fate = is_too_old ? Fate::Lost : post(waiting_.front());
        if (fate == Fate::Waits) {
            ++attempt_;
            return;
        }
        if (fate == Fate::Lost) ++dropped_;
        waiting_.pop_front();
        attempt_ = 1;
    }
}

Client::Fate Client::post(Batch const& batch)
{
    auto const payload = payload_of(batch, options_.common);
    if (payload.left_out > 0)
        log::warning("new relic: metrics of no proper name or value", {{"metrics", payload.left_out}});
    // Only a batch far beyond ours is more than one post. Should the second of two wait, the first comes
    // twice.
    for (auto const& body : payload.bodies)
        if (auto const fate = post(body); fate != Fate::Taken) return fate;
    return Fate::Taken;
}

Client::Fate Client::post(std::string const& body)
{
    auto const answer = caller_.ask({.vendor = "new relic",
        .method = "POST",
        .base_url = options_.base_url,
        .path = "/metric/v1",
        .headers
        = {"Api-Key: " + options_.license_key, "Content-Type: application/json", "Content-Encoding: gzip"},
        .body = http::gzip(body),
        .connect_within = std::min<std::chrono::milliseconds>(options_.answer_within, 5s),
        .answer_within = options_.answer_within,
        .attempt = attempt_});
    using outgoing::Failure;
    if (!answer.failure) {
        ++posts_;
        return Fate::Taken;
    }
    switch (*answer.failure) {
    case Failure::NotSent:
    case Failure::Unknown:
    case Failure::Later:
        not_before_ = Steady::now() + std::min<std::chrono::seconds>(answer.retry_after, longest_wait);
        return Fate::Waits;
    case Failure::No:
        log::error("new relic: figures were refused for good", {{"status", answer.status}});
        return Fate::Lost;
    case Failure::OurFault:
        // A certificate may be renewed while we run; the key is read at the start.
        if (answer.status == 0) return Fate::Waits;
        log::error("new relic: the license key was refused", {{"status", answer.status}});
        refused_ = true;
        return Fate::Lost;
    }
    return Fate::Lost;
}

} // namespace ocp::new_relic
