#include "order/business/open_payment.h"

#include "order/business/ask_refund.h"
#include "order/model/amendment_store.h"
#include "order/model/order_store.h"
#include "payment/business/attempts.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

using payment::Attempt;

// At least half an hour ahead even when Stripe is first reached at the end of the quarter of an hour.
constexpr auto session_life = std::chrono::minutes{60};
// That Stripe takes.
constexpr std::size_t most_lines = 100;

/// What Stripe is asked about an order.
struct Payable {
    OrderFacts facts;
    Attempt attempt;
    std::vector<payment::ReceiptLine> lines;
    std::string email;
    Language language;
};

/// The order itself, while it waits for its money.
std::optional<Payable> payable_order(db::Transaction& tx, OrderView const& order, Instant at)
{
    auto const& facts = order.facts;
    if (facts.status != Status::AwaitingPayment || !order.hold_expires_at || at >= *order.hold_expires_at)
        return std::nullopt;
    return Payable{facts, payment::attempt_for(tx, facts.id, std::nullopt, facts.total, at),
        sold(tx, facts).lines, {}, Language::French};
}

/// What waits beside an order that is paid already.
std::optional<Payable> payable_difference(db::Transaction& tx, OrderView const& order, Instant at)
{
    auto const& facts = order.facts;
    auto const waiting = waiting_amendment(tx, facts.id);
    if (facts.status != Status::Pending || !waiting || at >= waiting->expires_at) return std::nullopt;
    payment::ReceiptLine difference;
    difference.label = "Modification de la commande " + order.short_number();
    difference.total = waiting->due;
    return Payable{facts, payment::attempt_for(tx, facts.id, waiting->id, waiting->due, at), {difference}, {},
        Language::French};
}

/// What is to be paid now, by which attempt.
Result<Payable> payable(OrderDesk const& desk, OrderId id, Instant at)
{
    return desk.database.in_transaction([&](db::Transaction& tx) -> Result<Payable> {
        auto const locked = lock_any_order(tx, id);
        auto const order = locked ? find_any_order(tx, id) : std::nullopt;
        if (!order) return No{Refusal::NoSuchStep};
        auto wanted = payable_order(tx, *order, at);
        if (!wanted) wanted = payable_difference(tx, *order, at);
        if (!wanted) return No{Refusal::NoSuchStep};
        if (auto const client = client_with_mail(tx, id)) {
            wanted->email = client->email;
            wanted->language = client->language;
        }
        return *std::move(wanted);
    });
}

stripe::NewSession session_for(OrderDesk const& desk, Payable const& payable)
{
    auto const& [facts, attempt, lines, email, language] = payable;
    stripe::NewSession session;
    session.idempotency_key = attempt.key;
    session.success_url = desk.public_url + "/paiement/retour?session={CHECKOUT_SESSION_ID}";
    session.cancel_url = fmt::format(
        "{}/suivi/{}?paiement=abandon", desk.public_url, tracking_token(desk.tracking_key, facts.number));
    session.client_reference_id = facts.number;
    session.customer_email = email;
    session.language = language;
    session.expires_at = attempt.created_at + session_life;
    for (auto const& line : lines)
        if (line.total > Money{})
            session.lines.push_back(
                {line.quantity == 1 ? line.label : fmt::format("{} × {}", line.quantity, line.label),
                    line.total});
    if (session.lines.size() > most_lines) session.lines = {{"Commande " + facts.number, attempt.amount}};
    session.metadata = {{"order", fmt::to_string(facts.id.value())},
        {"attempt", fmt::to_string(attempt.number)}, {"key", attempt.key}};
    return session;
}

/// Whether the same key can never bring a session: Stripe answers a failure again and again. Nobody was ever
/// told where to pay by it, so that another key may be tried.
bool is_spoilt(stripe::Trouble const& trouble)
{
    using outgoing::Failure;
    return trouble.failure == Failure::No || trouble.failure == Failure::OurFault || trouble.status >= 500;
}

} // namespace

Result<std::string> open_payment(OrderDesk const& desk, OrderId id, Instant at)
{
    if (!desk.stripe) return No{Refusal::PaymentUnavailable};
    TRY_LET(auto const wanted, payable(desk, id, at));
    auto const& attempt = wanted.attempt;
    if (attempt.state == Attempt::State::Open) return attempt.url;
    if (attempt.state == Attempt::State::Paid) return No{Refusal::NoSuchStep};

    auto const session = desk.stripe->create_session(session_for(desk, wanted), stripe::Patience::Customer);
    if (!session) {
        if (is_spoilt(session.error()))
            desk.database.in_transaction([&](db::Transaction& tx) {
                payment::note_failed(tx, attempt.id, at);
                return true;
            });
        return No{Refusal::PaymentUnavailable};
    }
    return desk.database.in_transaction([&](db::Transaction& tx) -> Result<std::string> {
        auto const url = payment::note_session(tx, attempt.id, *session, at);
        if (!url) return No{Refusal::NoSuchStep};
        return *url;
    });
}

} // namespace ocp::order
