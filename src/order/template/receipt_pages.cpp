#include "order/template/receipt_pages.h"

#include "account/business/rights_rules.h"
#include "order/business/follow_order.h"
#include "order/template/receipt_view.h"
#include "order/template/unknown_link.h"
#include "payment/business/copy_receipt.h"
#include "payment/business/read_ledger.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

using payment::StoredReceipt;

std::string tracking_path(account::Call const& call)
{
    return fmt::format("/suivi/{}", call.request.path_text("token"));
}

std::string path_of(account::Call const& call, StoredReceipt const& receipt)
{
    auto const of = call.shop ? "/caisse/" + call.shop->slug : tracking_path(call);
    return fmt::format("{}/recus/{}", of, receipt.sequence);
}

html::Page page_of(StoredReceipt const& stored, account::Call const& call, ReceiptFrame frame)
{
    auto const receipt = payment::receipt_from(stored.bytes);
    frame.path = path_of(call, stored);
    frame.csrf = call.csrf;
    auto const language = call.shop ? Language::French : call.language();
    html::Page page{
        tr("{} {}", kind_name(receipt.kind), receipt.number()), receipt_view(receipt, frame, language)};
    page.scripts = {"receipt.js"};
    page.indexed = false;
    return page;
}

http::Response sheet(account::Call const& call, StoredReceipt const& receipt, int copy)
{
    return http::see_other(fmt::format("{}?duplicata={}", path_of(call, receipt), copy));
}

} // namespace

std::optional<StoredReceipt> ReceiptPages::tracked(account::Call const& call) const
{
    auto const number = call.request.path_number("receipt");
    if (!number) return std::nullopt;
    auto const followed = follow_order(desk_.database, call.request.path_text("token"));
    if (!followed) return std::nullopt;
    auto const& order = followed->order.facts;
    auto receipt = desk_.database.read(
        [&](db::Reader const& reader) { return payment::receipt_numbered(reader, order.shop, *number); });
    if (!receipt || receipt->order != order.id) return std::nullopt;
    return receipt;
}

std::optional<StoredReceipt> ReceiptPages::kept_here(account::Call const& call) const
{
    auto const number = call.request.path_number("receipt");
    if (!number) return std::nullopt;
    return desk_.database.read(
        [&](db::Reader const& reader) { return payment::receipt_numbered(reader, call.shop->id, *number); });
}

std::optional<int> ReceiptPages::copy_in(account::Call const& call, StoredReceipt const& receipt) const
{
    auto const asked = call.request.query.number("duplicata");
    if (!asked || *asked < 1) return std::nullopt;
    auto const given = desk_.database.read(
        [&](db::Reader const& reader) { return payment::copies_of(reader, receipt.shop, receipt.sequence); });
    return *asked <= given ? std::optional{static_cast<int>(*asked)} : std::nullopt;
}

html::Answer ReceiptPages::of_order(account::Call const& call)
{
    auto const receipt = tracked(call);
    if (!receipt) return unknown_link(desk_, call);
    return page_of(*receipt, call,
        {.path = {},
            .csrf = {},
            .back = tracking_path(call),
            .back_name = tr("Retour à la commande"),
            .copy = copy_in(call, *receipt)});
}

html::Answer ReceiptPages::copy_of_order(account::Call const& call)
{
    auto const receipt = tracked(call);
    if (!receipt) return unknown_link(desk_, call);
    auto const by = call.who.user ? std::optional{call.who.user->id} : std::nullopt;
    return sheet(call, *receipt, payment::copy_receipt(desk_.database, *receipt, by, call.now));
}

html::Answer ReceiptPages::of_shop(account::Call const& call)
{
    auto const receipt = kept_here(call);
    if (!receipt) return html::not_found();
    auto const manages = account::may(call.who.roles, account::Right::Manage, call.shop->id);
    auto page = page_of(*receipt, call,
        {.path = {},
            .csrf = {},
            .back = manages ? fmt::format("/caisse/{}/commandes/{}", call.shop->slug, receipt->order.value())
                            : "/cuisine/" + call.shop->slug,
            .back_name = manages ? tr("Retour à la commande") : tr("Retour à la cuisine"),
            .copy = copy_in(call, *receipt)});
    page.frame = html::Frame::Staff;
    page.body_class = "watch";
    return page;
}

html::Answer ReceiptPages::copy_of_shop(account::Call const& call)
{
    auto const receipt = kept_here(call);
    if (!receipt) return html::not_found();
    return sheet(call, *receipt, payment::copy_receipt(desk_.database, *receipt, call.user().id, call.now));
}

} // namespace ocp::order
