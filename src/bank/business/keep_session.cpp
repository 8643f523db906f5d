#include "bank/business/ask_session.h"
#include "bank/business/bank.h"
#include "bank/business/check_parameters.h"
#include "bank/model/ids.h"

#include <fmt/format.h>

// A session from its creation to its end, without the customer.
namespace ocp::bank {

namespace {

Fault no_such_session(std::string const& id)
{
    auto fault
        = parameter_fault("resource_missing", "session", fmt::format("No such checkout.session: '{}'", id));
    fault.status = 404;
    return fault;
}

} // namespace

Outcome Bank::create_session(Call const& call)
{
    Lock const lock{mutex_};
    auto wanted = ask_session(call.form, now());
    if (!wanted) return tl::unexpected{std::move(wanted.error())};
    auto session = std::move(wanted->session);
    session.id = new_id("cs_test_", random_);
    Intent intent;
    intent.id = session.payment_intent = new_id("pi_", random_);
    intent.client_secret = new_id(intent.id + "_secret_", random_);
    intent.session = session.id;
    intent.created = session.created;
    intent.amount = session.total;
    intent.metadata = std::move(wanted->payment_metadata);
    books_.add(std::move(intent));
    changed();
    return object(books_.add(std::move(session)));
}

Outcome Bank::read_session(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, {})) return tl::unexpected{*std::move(fault)};
    auto* const session = books_.session(call.id);
    if (!session) return tl::unexpected{no_such_session(call.id)};
    return object(*session);
}

Outcome Bank::expire_session(Call const& call)
{
    Lock const lock{mutex_};
    if (auto fault = fault_of(call.form, {})) return tl::unexpected{*std::move(fault)};
    auto* const session = books_.session(call.id);
    if (!session) return tl::unexpected{no_such_session(call.id)};
    if (session->status != SessionStatus::Open) {
        Fault fault;
        fault.had_begun = true;
        fault.message = fmt::format("Only Checkout Sessions with a status in [\"open\"] can be expired. This "
                                    "Checkout Session has a status of `{}`.",
            word_of(session->status));
        return tl::unexpected{std::move(fault)};
    }
    expire(*session, &call);
    return object(*session);
}

void Bank::expire(Session& session, Call const* call)
{
    session.status = SessionStatus::Expired;
    auto& intent = *books_.intent(session.payment_intent);
    intent.status = IntentStatus::Canceled;
    intent.canceled_at = now();
    changed();
    announce("checkout.session.expired", object(session), call);
}

std::optional<Session> Bank::session(std::string const& id)
{
    Lock const lock{mutex_};
    auto* const session = books_.session(id);
    if (!session) return std::nullopt;
    if (session->status == SessionStatus::Open && session->expires_at <= now()) expire(*session);
    return *session;
}

} // namespace ocp::bank
