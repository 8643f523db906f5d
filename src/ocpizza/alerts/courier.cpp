#include "ocpizza/alerts/courier.h"

#include "platform/db/errors.h"
#include "platform/log/log.h"
#include "platform/outgoing/back_off.h"
#include "supervision/business/notices.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::alerts {

using supervision::Incident;
using supervision::News;

namespace {

/// Nothing of an hour without a database is worth more; what is older says itself again.
constexpr std::size_t most_urgent = 16;

News news_of(Incident const& incident)
{
    return incident.resolved_at ? News::Resolved : News::Raised;
}

std::string_view word_for(News news)
{
    return news == News::Raised ? "raised" : "resolved";
}

void say(Incident const& incident, News news, Sending const& sending)
{
    if (sending.arrived)
        return log::info("alert told", {{"matter", slug_of(incident.matter)}, {"news", word_for(news)}});
    log::warning("alert not told",
        {{"matter", slug_of(incident.matter)}, {"news", word_for(news)}, {"for_good", sending.for_good},
            {"what", sending.failure}});
}

} // namespace

Courier::Courier(Settings const& settings, db::Database& database, html::Templates const& templates,
    Clock const& clock, RandomSource& random, Options options)
    : ways_{ways_in(settings)}
    , site_{settings.public_url}
    , database_{database}
    , templates_{templates}
    , clock_{clock}
    , random_{random}
    , options_{options}
    , post_{settings}
    , rounds_{options.rhythm}
{
}

Courier::~Courier()
{
    stop();
}

void Courier::start()
{
    if (ways_.empty()) return;
    rounds_.start([this] {
        deliver_urgent();
        deliver_all();
    });
}

void Courier::stop()
{
    rounds_.end();
    post_.end_by(std::chrono::steady_clock::now() + options_.leave_within);
    rounds_.stop();
}

void Courier::wake()
{
    rounds_.wake();
}

void Courier::carry(Incident const& incident)
{
    {
        std::lock_guard const lock{mutex_};
        for (auto const way : ways_) {
            // Over before anybody was told: nobody needs to be, of either.
            auto const is_untold = [&](Urgent const& one) {
                return one.way == way && one.tries == 0 && !one.incident.resolved_at;
            };
            if (incident.resolved_at && std::erase_if(urgent_, is_untold) > 0) continue;
            urgent_.push_back({incident, way, 0, clock_.now()});
        }
        while (urgent_.size() > most_urgent)
            urgent_.pop_front();
    }
    wake();
}

void Courier::deliver_all()
{
    try {
        while (!rounds_.is_ending() && deliver_one()) { }
    } catch (db::Error const&) {
        // The watch says that the database is away; what waits there waits on.
    } catch (std::exception const& error) {
        // No letter is worth the server that serves.
        log::error("an alert could not be carried", {{"what", error.what()}});
    }
}

bool Courier::deliver_one()
{
    auto const notice = supervision::take_notice(database_, clock_.now());
    if (!notice) return false;
    auto const letter = letter_of(notice->incident, notice->news, site_, templates_);
    auto const sending
        = post_.send(notice->way, letter, fmt::format("alert-{}", notice->id), notice->written_at);
    say(notice->incident, notice->news, sending);
    if (sending.arrived)
        supervision::note_told(database_, *notice, clock_.now());
    else
        supervision::note_not_told(database_, *notice, sending.failure, sending.for_good,
            std::max(sending.wait, outgoing::back_off(notice->tries, random_)), clock_.now());
    return true;
}

/// Of each way the oldest alone: nobody hears of an end before the beginning.
std::deque<Courier::Urgent>::iterator Courier::first_due()
{
    for (auto one = urgent_.begin(); one != urgent_.end(); ++one) {
        auto const is_oldest
            = std::none_of(urgent_.begin(), one, [&](Urgent const& older) { return older.way == one->way; });
        if (is_oldest && one->next_at <= clock_.now()) return one;
    }
    return urgent_.end();
}

void Courier::deliver_urgent()
{
    for (;;) {
        Urgent next;
        {
            std::lock_guard const lock{mutex_};
            auto const due = first_due();
            if (rounds_.is_ending() || due == urgent_.end()) return;
            next = std::move(*due);
            urgent_.erase(due);
        }
        auto const& incident = next.incident;
        auto const news = news_of(incident);
        auto const id = fmt::format("alert-{}-{}-{}-{}", slug_of(incident.matter), incident.place,
            incident.began_at.ms(), word_for(news));
        auto const sending
            = post_.send(next.way, letter_of(incident, news, site_, templates_), id, incident.seen_at);
        say(incident, news, sending);
        if (sending.arrived || sending.for_good) continue;
        next.next_at = clock_.now() + std::max(sending.wait, outgoing::back_off(++next.tries, random_));
        std::lock_guard const lock{mutex_};
        urgent_.push_front(std::move(next));
    }
}

} // namespace ocp::alerts
