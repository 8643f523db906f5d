#include "order/business/compare_payment.h"

#include "order/business/ask_refund.h"
#include "order/business/close_payment.h"
#include "order/business/settle_payment.h"
#include "order/model/order_store.h"
#include "payment/business/attempts.h"
#include "payment/business/look_back.h"
#include "payment/business/refunds.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using What = Difference::What;
using outgoing::Failure;
using payment::Attempt;
using payment::IntentSums;
using payment::Refund;
using stripe::Patience;
using stripe::PaymentIntent;

// What is younger is on its usual way, and nobody's business yet.
constexpr auto usual_way = std::chrono::minutes{10};
constexpr int most_tries = 4;
constexpr std::chrono::seconds waits[]
    = {std::chrono::seconds{2}, std::chrono::seconds{10}, std::chrono::seconds{30}};

std::string word(stripe::Metadata const& metadata, char const* name)
{
    auto const found = metadata.find(name);
    return found == metadata.end() ? "" : found->second;
}

/// Whether the key is one of add_attempt's, for the order that the payment names.
bool is_made_by_us(PaymentIntent const& intent)
{
    auto const order = word(intent.metadata, "order"), key = word(intent.metadata, "key");
    auto const begin = fmt::format("order-{}-pay-", order);
    return !order.empty() && order.find_first_not_of("0123456789") == order.npos && key.starts_with(begin)
        && key.find_first_not_of("0123456789-", begin.size()) == key.npos;
}

bool came_to_nothing(stripe::Refund const& refund)
{
    return refund.status == stripe::Refund::Status::Failed
        || refund.status == stripe::Refund::Status::Canceled;
}

} // namespace

PaymentComparison::PaymentComparison(
    OrderDesk const& desk, Clock const& clock, ReconcileOptions const& options, Reconciliation& report)
    : desk_{desk}
    , clock_{clock}
    , options_{options}
    , report_{report}
{
}

void PaymentComparison::give_up_or_wait(stripe::Trouble const& trouble, int tries)
{
    auto const is_hopeless = trouble.failure == Failure::No || trouble.failure == Failure::OurFault;
    if (is_hopeless || tries >= most_tries) throw Unanswered{trouble};
    options_.wait(std::max(waits[tries - 1], trouble.retry_after));
}

bool PaymentComparison::is_stuck(std::function<Progress()> const& deed)
{
    for (int tries = 1;; ++tries) {
        auto const progress = deed();
        if (progress.outcome != Progress::Outcome::Later) return progress.outcome == Progress::Outcome::Stuck;
        auto const trouble = progress.trouble.value_or(stripe::Trouble{});
        if (trouble.failure == Failure::No) return true;
        give_up_or_wait(trouble, tries);
    }
}

void PaymentComparison::unless_refused(
    OrderId order, std::string const& intent, std::function<void()> const& look)
{
    try {
        look();
    } catch (Unanswered const& unanswered) {
        if (unanswered.trouble.failure != Failure::No) throw;
        remains(about(What::NotAnswered, order, intent), {});
    }
}

std::optional<Attempt> PaymentComparison::attempt_of(PaymentIntent const& intent) const
{
    return desk_.database.read([&](db::Reader const& reader) -> std::optional<Attempt> {
        if (auto known = payment::attempt_with_intent(reader, intent.id)) return known;
        auto const key = word(intent.metadata, "key");
        if (key.empty()) return std::nullopt;
        auto made = payment::attempt_with_key(reader, key);
        // With another payment behind it, this one is a second.
        return made && made->intent.empty() ? made : std::nullopt;
    });
}

IntentSums PaymentComparison::booked(std::string const& intent) const
{
    return desk_.database.read([&](db::Reader const& reader) { return payment::booked_of(reader, intent); });
}

bool PaymentComparison::is_new(Instant at) const
{
    return at > clock_.now() - usual_way;
}

bool PaymentComparison::moved_just_now(IntentSums const& sums) const
{
    return sums.last_at && is_new(*sums.last_at);
}

Difference PaymentComparison::about(What what, OrderId id, std::string const& intent) const
{
    auto const order
        = desk_.database.read([&](db::Reader const& reader) { return find_any_order(reader, id); });
    return {.what = what, .order = id, .number = order ? order->facts.number : "", .intent = intent};
}

void PaymentComparison::tell(Difference difference, Money there, Money here)
{
    difference.there = there;
    difference.here = here;
    report_.differences.push_back(std::move(difference));
}

void PaymentComparison::remains(Difference difference, Money there, Money here)
{
    difference.remains = true;
    tell(std::move(difference), there, here);
}

void PaymentComparison::theirs(PaymentIntent const& intent)
{
    auto const attempt = attempt_of(intent);
    if (attempt) seen_.insert(attempt->id.value());
    if (is_new(attempt ? attempt->created_at : intent.created_at)) {
        ++report_.left_alone;
        return;
    }
    if (!attempt) return orphan(intent);
    unless_refused(attempt->order, intent.id, [&] { compare(intent, *attempt); });
}

void PaymentComparison::compare(PaymentIntent const& intent, Attempt const& attempt)
{
    auto const is_told = intent.is_paid && attempt.state != Attempt::State::Paid && settle(intent, attempt);
    auto sums = booked(intent.id);
    auto refunded = intent.amount_refunded;
    if (!is_told) compare_received(intent, attempt.order, sums);
    if (sums.refunded != refunded) {
        refunded = follow(attempt.order, intent.id);
        sums = booked(intent.id);
    }
    report_.here.payments += sums.received > Money{} ? 1 : 0;
    report_.here.received += sums.received;
    report_.here.refunded += sums.refunded;
    report_.there.payments += intent.is_paid ? 1 : 0;
    report_.there.received += intent.amount_received;
    report_.there.refunded += refunded;
}

bool PaymentComparison::settle(PaymentIntent const& intent, Attempt const& attempt)
{
    using Outcome = Settlement::Outcome;
    auto const sessions = ask([&] { return desk_.stripe->sessions_of(intent.id, Patience::Background); });
    auto const outcome = sessions.items.empty()
        ? Outcome::NotOurs
        : settle_session(desk_, sessions.items.front(), clock_.now()).outcome;
    if (outcome == Outcome::PaidBefore) return false;
    auto const what = outcome == Outcome::GivenBack ? What::PaidTwice : What::PaidUnnoticed;
    auto difference = about(what, attempt.order, intent.id);
    difference.remains = outcome != Outcome::Paid && outcome != Outcome::GivenBack;
    tell(std::move(difference), intent.amount_received);
    return true;
}

void PaymentComparison::compare_received(PaymentIntent const& intent, OrderId order, IntentSums const& sums)
{
    auto const there = intent.is_paid ? intent.amount_received : Money{};
    auto const is_euro = intent.currency == "eur" || there == Money{};
    if ((sums.received == there && is_euro) || moved_just_now(sums)) return;
    remains(
        about(there == Money{} ? What::NotThere : What::OtherAmount, order, intent.id), there, sums.received);
}

Money PaymentComparison::refunded_there(std::string const& intent)
{
    auto const list = ask([&] { return desk_.stripe->refunds_of(intent, Patience::Background); });
    Money sum;
    for (auto const& refund : list.items)
        if (!came_to_nothing(refund)) sum += refund.amount;
    return sum;
}

Money PaymentComparison::follow(OrderId order, std::string const& intent)
{
    if (!followed_.insert(intent).second) return booked(intent).refunded;
    auto const before = booked(intent).refunded;
    // One that came back is told of with all refunds.
    is_stuck([&] { return follow_refunds(desk_, intent, 1, clock_.now()); });
    auto const there = refunded_there(intent);
    auto const sums = booked(intent);
    if (sums.refunded == there) {
        if (sums.refunded > before) tell(about(What::RefundUnnoticed, order, intent), sums.refunded - before);
    } else if (!moved_just_now(sums)) {
        remains(about(there > sums.refunded ? What::RefundUnnoticed : What::RefundNotThere, order, intent),
            there, sums.refunded);
    }
    return there;
}

void PaymentComparison::orphan(PaymentIntent const& intent)
{
    if (!intent.is_paid) return;
    ++report_.there.payments;
    report_.there.received += intent.amount_received;
    report_.there.refunded += intent.amount_refunded;
    if (intent.amount_refunded >= intent.amount_received) return;
    if (is_made_by_us(intent)) return orphans_.push_back(intent);
    remains({.what = What::NotOurs, .intent = intent.id}, intent.amount_received - intent.amount_refunded);
}

void PaymentComparison::see_to_orphans()
{
    auto const are_accidents = options_.gives_back_all || orphans_.size() <= orphans_given_back;
    for (auto const& intent : orphans_) {
        if (are_accidents)
            give_back(intent);
        else
            remains({.what = What::PaidForNothing, .intent = intent.id},
                intent.amount_received - intent.amount_refunded);
    }
}

void PaymentComparison::give_back(PaymentIntent const& intent)
{
    auto const left = intent.amount_received - intent.amount_refunded;
    Difference difference{.what = What::PaidForNothing, .intent = intent.id};
    stripe::NewRefund const wish{
        fmt::format("orphan-{}-{}", intent.id, left.cents()), intent.id, left, {{"orphan", intent.id}}};
    // The same key for whoever else finds it now.
    auto const answer = desk_.stripe->create_refund(wish, Patience::Background);
    if (!answer && answer.error().failure != Failure::No) throw Unanswered{answer.error()};
    if (!answer || came_to_nothing(*answer)) return remains(std::move(difference), left);
    report_.there.refunded += left;
    tell(std::move(difference), left);
}

void PaymentComparison::ours(Attempt const& attempt)
{
    if (seen_.contains(attempt.id.value()) || is_new(attempt.created_at)) return;
    auto const sums = booked(attempt.intent);
    if (sums.received == Money{} || moved_just_now(sums)) return;
    ++report_.here.payments;
    report_.here.received += sums.received;
    report_.here.refunded += sums.refunded;
    remains(about(What::NotThere, attempt.order, attempt.intent), {}, sums.received);
}

void PaymentComparison::close(Attempt const& attempt)
{
    auto const now = clock_.now();
    if (attempt.amendment && attempt.state == Attempt::State::Created)
        desk_.database.in_transaction([&](db::Transaction& tx) {
            payment::note_failed(tx, attempt.id, now);
            return true;
        });
    else if (attempt.amendment)
        is_stuck([&] { return settle_by_name(desk_, attempt.session, now); });
    else
        is_stuck([&] { return close_payment(desk_, attempt.order, now); });
    auto const left = desk_.database.read(
        [&](db::Reader const& reader) { return payment::attempt_named(reader, attempt.id); });
    auto difference = about(What::LeftOpen, attempt.order, attempt.intent);
    difference.remains
        = left && (left->state == Attempt::State::Created || left->state == Attempt::State::Open);
    tell(std::move(difference), attempt.amount);
}

void PaymentComparison::refund(Refund const& refund, RefundAge age)
{
    auto const is_in_question = age == RefundAge::InQuestion && !is_new(refund.asked_at);
    if (refund.state == Refund::State::Failed) return came_back(refund);
    if (refund.state == Refund::State::Asked && is_in_question) return not_sent(refund);
    if (refund.state == Refund::State::Asked || !is_in_question) return;
    auto const attempt = desk_.database.read(
        [&](db::Reader const& reader) { return payment::attempt_with_intent(reader, refund.intent); });
    // The others are of a payment that was made before what is looked at.
    if (!attempt || seen_.contains(attempt->id.value()) || followed_.contains(refund.intent)) return;
    unless_refused(refund.order, refund.intent, [&] { follow(refund.order, refund.intent); });
    auto const now = desk_.database.read(
        [&](db::Reader const& reader) { return payment::refund_named(reader, refund.id); });
    if (now && now->state == Refund::State::Failed) came_back(*now);
}

void PaymentComparison::came_back(Refund const& refund)
{
    auto const open = desk_.database.read_snapshot(
        [&](db::Reader const& reader) { return refunds_to_make_good(reader, refund.order); });
    if (auto const found = open.find(refund.id); found != open.end())
        remains(about(What::RefundCameBack, refund.order, refund.intent), found->second);
}

void PaymentComparison::not_sent(Refund const& refund)
{
    auto const again = payment::send_again(desk_.database, refund.id, clock_.now());
    if (again == payment::SentAgain::UnderWay) return;
    auto difference = about(What::RefundNotSent, refund.order, refund.intent);
    difference.remains = again == payment::SentAgain::NotTwice;
    tell(std::move(difference), refund.amount);
}

void PaymentComparison::do_after_all(payment::Task const& task)
{
    auto const now = clock_.now();
    auto const stuck = is_stuck([&]() -> Progress {
        switch (task.kind) {
        case payment::Task::Kind::Close:
            return close_payment(desk_, task.order.value(), now);
        case payment::Task::Kind::Follow:
            return follow_refunds(desk_, task.subject, 1, now);
        case payment::Task::Kind::Settle:
            return settle_by_name(desk_, task.subject, now);
        case payment::Task::Kind::Refund:
            break;
        }
        return {};
    });
    if (!stuck) payment::note_made_good(desk_.database, task);
    Difference difference{.what = What::TaskGivenUp, .remains = stuck};
    if (task.order) difference = about(What::TaskGivenUp, *task.order, {});
    difference.remains = stuck;
    if (task.kind == payment::Task::Kind::Follow) difference.intent = task.subject;
    tell(std::move(difference), {});
}

} // namespace ocp::order
