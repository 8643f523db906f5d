#include "order/business/tell_customer.h"

#include "mail/business/write_mail.h"
#include "order/model/order_store.h"

namespace ocp::order {

std::optional<account::MailStep> news_of(Step const& step, pizzeria::Mode mode)
{
    using account::MailStep;
    switch (step.action) {
    case Action::Place:
    case Action::Pay:
        return MailStep::Placed;
    case Action::Accept:
        return MailStep::Accepted;
    case Action::Finish:
        if (mode == pizzeria::Mode::Pickup) return MailStep::Ready;
        return std::nullopt;
    case Action::Depart:
        return MailStep::Departed;
    case Action::Deliver:
    case Action::HandOver:
        return MailStep::Delivered;
    case Action::Refuse:
        return MailStep::Refused;
    case Action::Cancel:
    case Action::Abort:
    case Action::Expire:
    case Action::Fail:
        return MailStep::Cancelled;
    case Action::Amend:
        return MailStep::Amended;
    case Action::PlaceUnpaid:
    case Action::Correct:
        return std::nullopt;
    }
    return std::nullopt;
}

void tell_customer(db::Transaction& tx, OrderId order, Step const& step, Instant at)
{
    if (!news_of(step, pizzeria::Mode::Pickup)) return;
    auto const client = client_with_mail(tx, order);
    if (!client) return;
    auto const news = news_of(step, client->mode);
    if (!news || !client->chose(account::slug_of(*news))) return;
    mail::write_mail(tx, {std::string{step.event}, client->user, client->email, client->language, order}, at);
}

} // namespace ocp::order
