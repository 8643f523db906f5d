#include "ocpizza/mails/write_letter.h"

#include "order/business/follow_order.h"
#include "order/template/order_letter.h"

namespace ocp::mails {

namespace {

std::optional<mail::Letter> about_order(LetterTools const& tools, mail::Mail const& mail)
{
    if (!mail.order) return std::nullopt;
    auto const told = order::order_to_tell(tools.desk.database, *mail.order);
    if (!told) return std::nullopt;
    auto const shop = tools.desk.shops.find(told->order.facts.shop);
    if (!shop) return std::nullopt;
    return order::letter_of(mail, *told, *shop, tools.site, tools.desk.tracking_key, tools.templates);
}

} // namespace

std::optional<mail::Letter> write_letter(LetterTools const& tools, mail::Mail const& mail)
{
    if (mail.kind.starts_with("order.")) return about_order(tools, mail);
    return std::nullopt;
}

} // namespace ocp::mails
