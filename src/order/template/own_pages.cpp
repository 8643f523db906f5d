#include "order/template/own_pages.h"

#include "account/business/change_profile.h"
#include "account/model/own_pages.h"
#include "base/refusal_text.h"
#include "order/business/order_again.h"
#include "order/business/own_data.h"
#include "order/business/receipt_rules.h"
#include "order/model/order_words.h"
#include "order/template/receipt_view.h"
#include "pizzeria/model/local_time.h"
#include "product/business/change_words.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

/// Of lines that are as they were ordered, also how each was wanted.
void add_wishes(html::View& part, OrderLine const& line)
{
    if (line.deal) part.add("DEAL").set("LABEL", line.deal_name);
    if (auto const words = product::words_of(line.changes); !words.empty())
        part.add("CHANGES").set("WORDS", words);
}

void add_lines(html::View& view, Invoice const& invoice)
{
    auto const& order = invoice.order;
    auto const ordered = receipt_lines(sale_of(order.lines, order.delivery_fee, order.discount_total));
    auto const as_ordered = ordered == invoice.lines;
    for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
        auto const& line = invoice.lines[i];
        auto part = view.add("ORDER_LINE");
        part.set("QUANTITY", line.quantity).set("PRODUCT", line.label).set("UNIT", line.unit_price);
        part.set("TOTAL", line.total + line.discount).set("RATE", percent_text(line.vat_rate));
        if (as_ordered && i < order.lines.size()) add_wishes(part, order.lines[i]);
    }
}

void add_sums(html::View& view, Invoice const& invoice)
{
    std::map<int, Money> discounts;
    for (auto const& line : invoice.lines)
        discounts[line.vat_rate] += line.discount;
    for (auto const& [rate, amount] : discounts)
        if (amount > Money{}) view.add("DISCOUNT").set("AMOUNT", amount).set("RATE", percent_text(rate));
    for (auto const& [rate, sum] : payment::rates_of(invoice.lines)) {
        auto part = view.add("SHARE");
        part.set("RATE", percent_text(rate)).set("NET", sum.gross - sum.vat);
        part.set("VAT", sum.vat).set("GROSS", sum.gross);
    }
    view.set("TOTAL", payment::total_of(invoice.lines));
}

void add_payments(html::View& view, Invoice const& invoice, std::string const& date)
{
    for (auto const& receipt : invoice.receipts)
        for (auto const& entry : receipt.payments) {
            auto part = view.add(entry.amount < Money{} ? "GIVEN_BACK" : "PAID");
            part.set("DATE", receipt_date(receipt)).set("MEANS", means_name(entry.means));
            part.set("AMOUNT", entry.amount < Money{} ? Money{} - entry.amount : entry.amount);
        }
    if (invoice.receipts.empty())
        view.add("PAID_BEFORE").set("DATE", date).set("AMOUNT", invoice.order.facts.paid);
}

void add_parties(html::View& view, Invoice const& invoice, pizzeria::Pizzeria const& shop)
{
    auto const& order = invoice.order;
    auto const& seller = invoice.seller;
    view.set("COMPANY", seller.at("company")).set("LEGAL_FORM", seller.at("legal_form"));
    view.set("OFFICE", seller.at("registered_office")).set("REGISTRATION", seller.at("registration"));
    view.set("VAT_NUMBER", seller.at("vat_number")).set("SHOP", fmt::format("OC Pizza {}", shop.name));
    view.set("LINE", shop.line).set("POSTCODE", shop.postcode).set("CITY", shop.city);
    view.set("PHONE", readable_phone(shop.phone)).set("BUYER", order.contact_name);
    if (order.facts.mode == pizzeria::Mode::Delivery)
        view.add("BUYER_PLACE")
            .set("LINE", order.line)
            .set("POSTCODE", order.postcode)
            .set("CITY", order.city);
}

html::Page no_invoice(account::Call const& call, Refusal refusal)
{
    html::View view{"order/no_invoice.html", call.language()};
    view.set("REASON", sentence_of(refusal));
    html::Page page{tr("Facture indisponible"), std::move(view)};
    page.status = status_of(refusal);
    page.indexed = false;
    return page;
}

} // namespace

html::Answer OwnPages::again(account::Call const& call)
{
    auto const id = call.request.path_number("order");
    if (!id) return html::not_found();
    auto const lacking = order_again(desk_, call.who, OrderId{*id}, call.now);
    if (!lacking) return html::not_found();
    std::string products;
    for (auto const product : *lacking)
        products += fmt::format("{}{}", products.empty() ? "" : ",", product.value());
    return http::see_other(
        products.empty() ? "/panier?encore=1" : "/panier?encore=1&manque=" + http::url_encode(products));
}

html::Answer OwnPages::invoice(account::Call const& call)
{
    auto const id = call.request.path_number("order");
    if (!id) return html::not_found();
    auto const invoice = own_invoice(desk_.database, call.user().id, OrderId{*id});
    if (!invoice && invoice.error() == Refusal::SellerUnknown) return no_invoice(call, invoice.error());
    auto const shop = invoice ? desk_.shops.find(invoice->order.facts.shop) : std::nullopt;
    if (!shop) return html::not_found();
    auto const& order = invoice->order;
    auto const at = order.delivered_at.value_or(order.placed_at);
    auto const number = invoice->receipts.empty() ? order.facts.number : invoice->receipts.front().number();
    auto const date = pizzeria::date_text(at, shop->time_zone);
    html::View view{"order/invoice.html", call.language()};
    view.set("NUMBER", number).set("ORDER_NUMBER", order.facts.number).set("DATE", date);
    add_parties(view, *invoice, *shop);
    add_lines(view, *invoice);
    add_sums(view, *invoice);
    add_payments(view, *invoice, date);
    html::Page page{tr("Facture {}", number), std::move(view)};
    page.indexed = false;
    return page;
}

html::Page OwnPages::data_page(account::Call const& call, std::optional<Refusal> refusal) const
{
    auto const profile = desk_.database.read(
        [&](db::Reader const& reader) { return account::own_profile(reader, call.user().id); });
    html::View view{"order/my_data.html", call.language()};
    account::add_account_nav(view, "/mon-compte/donnees");
    view.set("CSRF", call.csrf);
    view.show(call.who.roles.empty() ? "CUSTOMER" : "STAFF");
    view.show_if(profile && profile->has_password, "WITH_PASSWORD");
    if (refusal) view.add("ERROR").set("TEXT", sentence_of(*refusal));
    auto const title = tr("Mes données");
    html::Page page{refusal ? tr("Erreur\u00a0: {}", title) : title, std::move(view)};
    page.status = refusal ? status_of(*refusal) : 200;
    page.indexed = false;
    return page;
}

html::Answer OwnPages::data(account::Call const& call)
{
    return data_page(call, std::nullopt);
}

html::Answer OwnPages::data_file(account::Call const& call)
{
    return http::json(export_person(desk_.database, call.user(), call.now))
        .with("Content-Disposition", "attachment; filename=\"mes-donnees-oc-pizza.json\"")
        .with("Cache-Control", "no-store");
}

html::Answer OwnPages::erase(account::Call const& call)
{
    if (call.form.one("sure") != "1") return data_page(call, Refusal::NotSure);
    account::SignInRequest const client{"", std::string{call.form.one("password").value_or("")},
        call.request.peer, std::string{call.request.cookie(cookies_.device_name())},
        std::string{call.request.header("user-agent")}, call.who, call.now};
    auto const erased = erase_person(tools_, call.who, client);
    if (!erased) return data_page(call, erased.error());
    return http::see_other("/").with("Set-Cookie", cookies_.no_session());
}

} // namespace ocp::order
