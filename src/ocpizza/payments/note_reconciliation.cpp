#include "ocpizza/payments/note_reconciliation.h"

#include "ocpizza/payments/places.h"
#include "supervision/business/watch_incidents.h"

namespace ocp::payments {

namespace {

// One incident for all that a reconciliation leaves: its letter says to run the command, which names each.
constexpr auto whole = "reconcile";

std::string place_of(order::Difference const& difference)
{
    return difference.order ? payments::place_of(*difference.order) : difference.intent;
}

} // namespace

void note_reconciliation(db::Database& database, std::vector<supervision::Way> const& ways,
    order::Reconciliation const& seen, Instant begun, Instant now)
{
    if (seen.trouble) return;
    std::vector<std::string> left;
    for (auto const& difference : seen.differences)
        if (difference.remains) left.push_back(place_of(difference));
    auto const count = static_cast<double>(left.size());
    if (!left.empty()) left.emplace_back(whole);
    database.in_transaction([&](db::Transaction& tx) {
        using supervision::Matter;
        if (!left.empty())
            supervision::raise_incident(
                tx, ways, {supervision::Level::Act, Matter::PaymentOdd, whole, now, count}, now);
        supervision::resolve_incidents(tx, ways, {Matter::PaymentOdd, left, begun}, now);
        return true;
    });
}

} // namespace ocp::payments
