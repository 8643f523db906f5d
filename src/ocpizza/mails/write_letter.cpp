#include "ocpizza/mails/write_letter.h"

#include "account/business/mail_links.h"
#include "account/template/account_letter.h"
#include "order/business/follow_order.h"
#include "order/business/tell_of_receipt.h"
#include "order/template/order_letter.h"
#include "order/template/receipt_letter.h"
#include "payment/business/read_ledger.h"

#include <fmt/format.h>

namespace ocp::mails {

namespace {

std::optional<mail::Letter> about_order(LetterTools const& tools, mail::Mail const& mail)
{
    if (!mail.order) return std::nullopt;
    auto const told = order::order_to_tell(tools.desk.database, *mail.order);
    if (!told) return std::nullopt;
    auto const shop = tools.desk.shops.find(told->order.facts.shop);
    if (!shop) return std::nullopt;
    if (auto const sequence = order::receipt_in_kind(mail.kind)) {
        auto const receipt = tools.desk.database.read(
            [&](db::Reader const& reader) { return payment::receipt_numbered(reader, shop->id, *sequence); });
        if (!receipt || receipt->order != *mail.order) return std::nullopt;
        auto const link = fmt::format("{}/suivi/{}/recus/{}", tools.site,
            order::tracking_token(tools.desk.tracking_key, told->order.facts.number), *sequence);
        return order::receipt_letter(mail, payment::receipt_from(receipt->bytes), link, tools.templates);
    }
    return order::letter_of(mail, *told, *shop, tools.site, tools.desk.tracking_key, tools.templates);
}

std::optional<mail::Letter> about_account(LetterTools const& tools, mail::Mail const& mail, Instant at)
{
    std::optional<account::OpenedLink> link;
    if (account::link_of(mail.kind)) {
        link = account::open_link(tools.sign_in, mail, at);
        if (!link) return std::nullopt;
    }
    return account::letter_of(mail, link, tools.site, tools.templates);
}

} // namespace

std::optional<mail::Letter> write_letter(LetterTools const& tools, mail::Mail const& mail, Instant at)
{
    if (mail.kind.starts_with("order.")) return about_order(tools, mail);
    if (mail.kind.starts_with("account.")) return about_account(tools, mail, at);
    return std::nullopt;
}

} // namespace ocp::mails
