#include "ocpizza/payments/cashier.h"

#include "ocpizza/payments/places.h"
#include "order/business/close_payment.h"
#include "order/business/settle_payment.h"
#include "payment/business/attempts.h"
#include "payment/business/refunds.h"
#include "platform/db/errors.h"
#include "platform/log/log.h"
#include "platform/outgoing/back_off.h"
#include "supervision/business/watch_incidents.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::payments {

namespace {

using order::Progress;
using payment::Task;
using Outcome = Progress::Outcome;
using supervision::Matter;

// Stripe tells of an event for three days; what it could not answer by then somebody must look at.
constexpr auto tried_for = std::chrono::hours{72};
// Soon again, since a customer waits for the kitchen or for the things that are held.
constexpr auto longest_wait = std::chrono::minutes{5};
constexpr auto between_looks = std::chrono::seconds{15};

std::string failure_in(Progress const& progress)
{
    if (!progress.trouble) return "to be done by hand";
    auto const& trouble = *progress.trouble;
    return fmt::format("{} {} {}", outgoing::to_text(trouble.failure), trouble.status,
        trouble.code.empty() ? trouble.type : trouble.code);
}

bool is_our_fault(Progress const& progress)
{
    return progress.trouble && progress.trouble->failure == outgoing::Failure::OurFault;
}

} // namespace

Cashier::Cashier(order::OrderDesk const& desk, Clock const& clock, RandomSource& random, Options options)
    : desk_{desk}
    , clock_{clock}
    , random_{random}
    , options_{std::move(options)}
    , rounds_{options_.rhythm}
{
}

void Cashier::start()
{
    rounds_.start([this] {
        try {
            while (!rounds_.is_ending() && do_one()) { }
            if (clock_.now() - looked_at_ >= between_looks) look();
        } catch (db::Unavailable const&) {
            // The watch says that the database is away; what waits there waits on.
        } catch (db::Conflict const&) {
            // Others are at it; the task comes again.
        } catch (std::exception const& error) {
            log::error("payments could not be seen to", {{"what", error.what()}});
        }
    });
}

void Cashier::stop()
{
    rounds_.end();
    options_.leave();
    rounds_.stop();
}

payment::TaskFigures Cashier::figures() const
{
    std::lock_guard const lock{mutex_};
    return figures_;
}

void Cashier::look()
{
    looked_at_ = clock_.now();
    auto const figures = desk_.database.read(
        [&](db::Reader const& reader) { return payment::task_figures_now(reader, looked_at_); });
    std::lock_guard const lock{mutex_};
    figures_ = figures;
}

bool Cashier::do_one()
{
    auto const task = payment::take_task(desk_.database, clock_.now());
    if (!task) return false;
    try {
        auto const progress = done(*task);
        follow_up(*task, progress, failure_in(progress));
    } catch (db::Unavailable const&) {
        throw;
    } catch (db::Conflict const&) {
        throw;
    } catch (db::Error const& error) {
        log::warning("a payment could not be noted", {{"task", place_of(*task)}, {"what", error.what()}});
        follow_up(*task, {Outcome::Later}, "refused by the database");
    }
    return true;
}

Progress Cashier::done(Task const& task)
{
    auto const now = clock_.now();
    switch (task.kind) {
    case Task::Kind::Close:
        return order::close_payment(desk_, task.order.value(), now);
    case Task::Kind::Refund:
        return order::send_refund(desk_, task.refund.value(), task.tries, now);
    case Task::Kind::Follow:
        return order::follow_refunds(desk_, task.subject, task.tries, now);
    case Task::Kind::Settle:
        return order::settle_by_name(desk_, task.subject, now);
    }
    return {};
}

void Cashier::follow_up(Task const& task, Progress const& progress, std::string_view failure)
{
    auto const now = clock_.now();
    if (is_our_fault(progress))
        raise(Matter::PaymentsStopped, "");
    else if (progress.outcome == Outcome::Done && may_be_stopped_)
        resolve(Matter::PaymentsStopped, "");
    may_be_stopped_ = is_our_fault(progress) || (may_be_stopped_ && progress.outcome != Outcome::Done);
    auto const is_too_old = now - task.created_at > tried_for;
    if (progress.outcome == Outcome::Done) return payment::note_done(desk_.database, task, now);
    if (progress.outcome == Outcome::Stuck || is_too_old) {
        auto const place = place_of(task);
        log::error("a payment needs somebody", {{"task", place}, {"failure", failure}});
        raise(Matter::PaymentOdd, place);
        return payment::note_given_up(desk_.database, task, failure, now);
    }
    auto wait = std::min<std::chrono::milliseconds>(outgoing::back_off(task.tries, random_), longest_wait);
    if (progress.trouble) wait = std::max<std::chrono::milliseconds>(wait, progress.trouble->retry_after);
    payment::note_put_off(desk_.database, task, failure, now + wait);
}

std::string Cashier::place_of(Task const& task)
{
    return desk_.database.read([&](db::Reader const& reader) -> std::string {
        if (task.order) return payments::place_of(*task.order);
        if (auto const refund = task.refund ? payment::refund_named(reader, *task.refund) : std::nullopt)
            return payments::place_of(refund->order);
        // Ids of sessions are as good as links: nobody reads them in a log or a letter.
        if (task.kind == Task::Kind::Follow) return task.subject;
        auto const attempt = payment::attempt_with_session(reader, task.subject);
        return attempt ? payments::place_of(attempt->order) : "a session";
    });
}

void Cashier::raise(Matter matter, std::string place)
{
    auto const now = clock_.now();
    desk_.database.in_transaction([&](db::Transaction& tx) {
        supervision::raise_incident(
            tx, options_.ways, {supervision::Level::Act, matter, std::move(place), now, 0}, now);
        return true;
    });
    options_.on_notices();
}

void Cashier::resolve(Matter matter, std::string const& place)
{
    auto const now = clock_.now();
    desk_.database.in_transaction([&](db::Transaction& tx) {
        supervision::resolve_incident(tx, options_.ways, matter, place, now);
        return true;
    });
}

} // namespace ocp::payments
