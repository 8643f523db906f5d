#include "ocpizza/mails/courier.h"

#include "mail/business/mail_queue.h"
#include "platform/db/errors.h"
#include "platform/log/log.h"
#include "platform/outgoing/back_off.h"
#include "supervision/business/watch_incidents.h"

#include <fmt/format.h>
#include <stdexcept>

namespace ocp::mails {

namespace {

/// Left of the @ in Message-ID: the same at every attempt.
std::string name_of(mail::Mail const& mail)
{
    return fmt::format("mail-{}", mail.id);
}

std::string failure_in(smtp::Answer const& answer)
{
    if (answer.status == 0) return answer.trouble.empty() ? "not reached" : answer.trouble;
    return fmt::format("{} {}", answer.status, answer.trouble);
}

} // namespace

Courier::Courier(smtp::Client::Options mail_server, db::Database& database, WriteLetter write_letter,
    Clock const& clock, RandomSource& random, Options options)
    : database_{database}
    , write_letter_{std::move(write_letter)}
    , clock_{clock}
    , random_{random}
    , options_{std::move(options)}
    , client_{std::move(mail_server)}
    , rounds_{options_.rhythm}
{
}

void Courier::start()
{
    rounds_.start([this, is_first = true]() mutable {
        try {
            // Whoever put the settings right has started the server anew.
            if (is_first) mail::resume_queue(database_);
            is_first = false;
            deliver_all();
            look();
        } catch (db::Error const&) {
            // The watch says that the database is away; what waits there waits on.
        } catch (std::exception const& error) {
            log::error("mails could not be carried", {{"what", error.what()}});
        }
    });
}

void Courier::stop()
{
    rounds_.end();
    client_.end_by(std::chrono::steady_clock::now() + options_.leave_within);
    rounds_.stop();
}

void Courier::deliver_all()
{
    while (!rounds_.is_ending() && deliver_one() == Round::Done) { }
}

Courier::Round Courier::deliver_one()
{
    auto const mail = mail::take_mail(database_, clock_.now());
    if (!mail) return Round::Idle;
    if (clock_.now() >= mail->give_up_at) return refused(*mail, "too late");
    std::optional<mail::Letter> letter;
    try {
        letter = write_letter_(*mail);
    } catch (db::Error const&) {
        throw; // it is tried again when its time of three minutes is over
    } catch (std::exception const& error) {
        log::error("a mail could not be written", {{"kind", mail->kind}, {"what", error.what()}});
        mail::note_put_off(database_, *mail, "could not be written",
            outgoing::back_off(mail->attempts, random_), clock_.now());
        return Round::Done;
    }
    if (!letter) {
        mail::drop_mail(database_, *mail);
        return Round::Done;
    }
    smtp::Answer answer;
    try {
        answer = client_.send({.to = mail->address,
            .subject = letter->subject,
            .text = letter->text,
            .html = letter->html,
            .id = name_of(*mail),
            .written_at = mail->written_at});
    } catch (std::invalid_argument const& error) {
        return refused(*mail, error.what());
    }
    switch (answer.outcome) {
    case smtp::Outcome::Accepted:
        return sent(*mail);
    case smtp::Outcome::Refused:
        return refused(*mail, failure_in(answer));
    case smtp::Outcome::Later:
        return later(*mail, answer);
    case smtp::Outcome::OurFault:
        return our_fault(*mail, answer);
    }
    return Round::Done;
}

Courier::Round Courier::sent(mail::Mail const& mail)
{
    if (!mail::note_sent(database_, mail, clock_.now())) return Round::Done;
    auto const now = clock_.now();
    database_.in_transaction([&](db::Transaction& tx) {
        supervision::resolve_incident(tx, options_.ways, supervision::Matter::MailsStopped, "", now);
        return true;
    });
    options_.on_notices();
    return Round::Done;
}

Courier::Round Courier::refused(mail::Mail const& mail, std::string const& failure)
{
    log::warning("mail refused for good", {{"kind", mail.kind}, {"mail", mail.id}});
    mail::note_refused(database_, mail, failure, clock_.now());
    return Round::Done;
}

Courier::Round Courier::later(mail::Mail const& mail, smtp::Answer const& answer)
{
    auto const wait = outgoing::back_off(mail.attempts, random_);
    if (mail::note_put_off(database_, mail, failure_in(answer), wait, clock_.now()))
        log::warning("mail given up", {{"kind", mail.kind}, {"mail", mail.id}});
    // Without its word of patience there is nobody, or somebody who is too slow for all that wait.
    return answer.status < 400 ? Round::Unreachable : Round::Done;
}

Courier::Round Courier::our_fault(mail::Mail const& mail, smtp::Answer const& answer)
{
    auto const now = clock_.now();
    log::error("no mail leaves", {{"failure", failure_in(answer)}});
    database_.in_transaction([&](db::Transaction& tx) {
        mail::stop_queue(tx, mail, failure_in(answer), now);
        supervision::raise_incident(
            tx, options_.ways, {supervision::Level::Act, supervision::Matter::MailsStopped, "", now, 0}, now);
        return true;
    });
    options_.on_notices();
    return Round::Unreachable;
}

mail::QueueFigures Courier::figures() const
{
    std::lock_guard const lock{mutex_};
    return figures_;
}

void Courier::look()
{
    auto figures
        = database_.read([&](db::Reader const& reader) { return mail::queue_figures(reader, clock_.now()); });
    std::lock_guard const lock{mutex_};
    figures_ = std::move(figures);
}

} // namespace ocp::mails
