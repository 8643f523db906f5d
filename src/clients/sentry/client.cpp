#include "clients/sentry/client.h"

#include "platform/http/response.h"
#include "platform/log/log.h"

#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

namespace ocp::sentry {

namespace {

constexpr std::size_t longest_plain = 1'000'000, longest_packed = 200'000;
constexpr int gives_way = 10;
constexpr std::array all{Category::Error, Category::Transaction, Category::Session};

thread_local bool is_ours = false;

std::size_t place_of(Category category)
{
    return static_cast<std::size_t>(category);
}

Moment now()
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace

Client::Client(Options options, RandomSource& random)
    : options_{std::move(options)}
    , random_{random}
    , caller_{options_.http}
    , next_sessions_{Steady::now() + options_.sessions_every}
    , sessions_since_{now()}
    , thread_{[this] { run(); }}
{
}

Client::~Client()
{
    auto const end = Steady::now() + options_.flush_within;
    {
        std::lock_guard const lock{mutex_};
        ending_ = true;
        give_up_at_ = end;
    }
    caller_.end_by(end);
    arrived_.notify_one();
    thread_.join();
}

bool Client::is_silent(Category category) const
{
    return Steady::now() < closed_until_[place_of(category)].load();
}

void Client::count_unheard(Category category)
{
    ++(is_limited_[place_of(category)] ? rate_limited_ : failed_);
}

bool Client::is_open(Category category) const
{
    return !is_full_ && !is_silent(category);
}

bool Client::wants(Category category)
{
    if (is_silent(category))
        count_unheard(category);
    else if (is_full_)
        ++queue_full_;
    else
        return true;
    return false;
}

void Client::send(Event event)
{
    put(Category::Error, std::move(event));
}

void Client::send(Transaction transaction)
{
    put(Category::Transaction, std::move(transaction));
}

void Client::put(Category category, Item item)
{
    if (is_ours || !wants(category)) return;
    {
        std::lock_guard const lock{mutex_};
        if (queue_.size() >= options_.queue_limit) {
            ++queue_full_;
            return;
        }
        queue_.push_back(std::move(item));
        is_full_ = queue_.size() >= options_.queue_limit;
    }
    arrived_.notify_one();
}

void Client::count_session(Outcome outcome)
{
    ++sessions_[static_cast<std::size_t>(outcome)];
}

Figures Client::figures() const
{
    return {.sent = sent_,
        .queue_full = queue_full_,
        .rate_limited = rate_limited_,
        .failed = failed_,
        .too_large = too_large_};
}

void Client::run()
{
    is_ours = true;
    // When everything fails at once there is much to tell; who answers requests goes first all the same.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), gives_way);
    for (bool ended = false; !ended;) {
        try {
            if (auto const item = next()) tell(*item);
            std::unique_lock lock{mutex_};
            auto const is_late = Steady::now() >= give_up_at_;
            ended = ending_ && (queue_.empty() || is_late);
            if (ended) failed_ += queue_.size();
            lock.unlock();
            if ((ended && !is_late) || Steady::now() >= next_sessions_) tell_sessions();
        } catch (std::exception const& trouble) {
            log::warning("sentry: an item could not be sent", {{"what", trouble.what()}});
            ++failed_;
        }
    }
    say_what_was_dropped();
}

std::optional<Client::Item> Client::next()
{
    std::unique_lock lock{mutex_};
    arrived_.wait_until(lock, next_sessions_, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty() || Steady::now() >= give_up_at_) return std::nullopt;
    auto item = std::move(queue_.front());
    queue_.pop_front();
    is_full_ = false;
    return item;
}

void Client::tell(Item const& item)
{
    // Handed over before Sentry asked for silence.
    auto const* const event = std::get_if<Event>(&item);
    auto const category = event ? Category::Error : Category::Transaction;
    if (is_silent(category)) return count_unheard(category);
    deliver(event ? envelope_of(*event, stack::described(event->stack), options_.sender, random_, now())
                  : envelope_of(std::get<Transaction>(item), options_.sender, random_, now()));
}

void Client::tell_sessions()
{
    next_sessions_ = Steady::now() + options_.sessions_every;
    Sessions sessions{.started = std::chrono::floor<std::chrono::minutes>(sessions_since_),
        .exited = sessions_[0].exchange(0),
        .errored = sessions_[1].exchange(0),
        .crashed = sessions_[2].exchange(0)};
    sessions_since_ = now();
    say_what_was_dropped();
    if (sessions.exited + sessions.errored + sessions.crashed == 0) return;
    if (is_silent(Category::Session)) return count_unheard(Category::Session);
    deliver(envelope_of(sessions, options_.sender, now()));
}

void Client::deliver(std::string const& envelope)
{
    auto packed = http::gzip(envelope);
    if (envelope.size() > longest_plain || packed.size() > longest_packed) {
        ++too_large_;
        return;
    }
    auto const answer = caller_.ask({.vendor = "sentry",
        .method = "POST",
        .base_url = options_.sender.dsn.base_url,
        .path = options_.sender.dsn.path,
        .headers = {auth_header(options_.sender), "Content-Type: application/x-sentry-envelope",
            "Content-Encoding: gzip"},
        .body = std::move(packed),
        .connect_within = options_.answer_within,
        .answer_within = options_.answer_within});

    auto const at = Steady::now();
    limits_.heed(answer.status, answer.header("x-sentry-rate-limits"), answer.retry_after, at);
    if (!answer.failure)
        ++sent_;
    else if (answer.status == 429)
        ++rate_limited_;
    else if (answer.status == 413)
        ++too_large_;
    else
        ++failed_;
    using outgoing::Failure;
    auto const failure = answer.status == 429 ? std::nullopt : answer.failure;
    if (failure == Failure::OurFault) silent_until_ = at + options_.silence_after_refusal;
    if (failure == Failure::NotSent || failure == Failure::Unknown || failure == Failure::Later)
        silent_until_ = at + options_.silence_after_failure;
    publish_limits();
}

void Client::publish_limits()
{
    auto const at = Steady::now();
    for (auto const category : all) {
        auto const limited_until = limits_.until(category);
        auto const place = place_of(category);
        is_limited_[place] = limited_until > at && limited_until >= silent_until_;
        closed_until_[place] = std::max(limited_until, silent_until_);
    }
}

void Client::say_what_was_dropped()
{
    auto const dropped = figures().dropped();
    if (dropped == dropped_as_said_) return;
    log::warning(
        "sentry: items were dropped", {{"since_last_said", dropped - dropped_as_said_}, {"in_all", dropped}});
    dropped_as_said_ = dropped;
}

} // namespace ocp::sentry
