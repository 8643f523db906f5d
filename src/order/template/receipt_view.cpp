#include "order/template/receipt_view.h"

#include "order/model/order_words.h"
#include "pizzeria/model/local_time.h"

#include <array>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using payment::Means;
using payment::Receipt;
using payment::ReceiptKind;

/// «2», «−1» with the sign that amounts have.
std::string quantity_text(std::int64_t quantity)
{
    return quantity < 0 ? fmt::format("−{}", -quantity) : fmt::format("{}", quantity);
}

void add_items(html::View& view, Receipt const& receipt)
{
    for (auto const& line : receipt.lines) {
        auto part = view.add("ITEM");
        part.set("LABEL", line.label)
            .set("QUANTITY", quantity_text(line.quantity))
            .set("UNIT", line.unit_price);
        part.set("RATE", percent_text(line.vat_rate)).set("TOTAL", line.total);
        if (line.discount != Money{}) part.add("DISCOUNT").set("AMOUNT", Money{} - line.discount);
    }
    for (auto const& [rate, sum] : payment::rates_of(receipt.lines)) {
        auto part = view.add("SHARE");
        part.set("RATE", percent_text(rate)).set("NET", sum.gross - sum.vat);
        part.set("VAT", sum.vat).set("GROSS", sum.gross);
    }
}

void add_means(html::View& view, Receipt const& receipt)
{
    for (auto const& entry : receipt.payments) {
        auto part = view.add("MEANS");
        part.set("NAME", means_name(entry.means)).set("AMOUNT", entry.amount);
        if (entry.given)
            part.add("GIVEN").set("AMOUNT", *entry.given).set("CHANGE", *entry.given - entry.amount);
    }
}

} // namespace

std::string receipt_hour(Receipt const& receipt)
{
    // Zones of today differ by whole minutes: the seconds are everywhere the same.
    auto const minute = pizzeria::local_time(receipt.at, receipt.shop.time_zone).minute;
    return fmt::format("{:02}:{:02}:{:02}", minute / 60, minute % 60, receipt.at.ms() / 1000 % 60);
}

std::string receipt_date(Receipt const& receipt)
{
    return pizzeria::date_text(receipt.at, receipt.shop.time_zone);
}

std::vector<Text> seller_lines(pizzeria::LegalFacts const& seller)
{
    static constexpr std::array<std::string_view, 5> named{
        "company", "legal_form", "registered_office", "registration", "vat_number"};
    std::vector<Text> lines;
    for (auto const name : named) {
        auto const fact = seller.find(std::string{name});
        if (fact == seller.end() || fact->second.empty()) continue;
        lines.push_back(name == "vat_number" ? tr("N° de TVA\u00a0: {}", fact->second) : Text{fact->second});
    }
    return lines;
}

Text kind_name(ReceiptKind kind)
{
    switch (kind) {
    case ReceiptKind::Sale:
        return tr("Reçu");
    case ReceiptKind::Correction:
        return tr("Correction");
    case ReceiptKind::Refund:
        return tr("Remboursement");
    case ReceiptKind::RefundFailed:
        return tr("Remboursement annulé");
    }
    return {};
}

Text means_name(Means means)
{
    switch (means) {
    case Means::Online:
        return tr("En ligne");
    case Means::Cash:
        return tr("Espèces");
    case Means::Card:
        return tr("Carte bancaire");
    case Means::Voucher:
        return tr("Titre-restaurant");
    }
    return {};
}

Text percent_text(int rate)
{
    auto const whole = rate / 100, tenths = rate % 100 / 10;
    return tenths == 0 ? tr("{}\u00a0%", whole) : tr("{},{}\u00a0%", whole, tenths);
}

void add_receipt(html::View& view, Receipt const& receipt)
{
    auto const& shop = receipt.shop;
    view.set("SHOP", shop.name).set("LINE", shop.line).set("POSTCODE", shop.postcode);
    view.set("CITY", shop.city).set("PHONE", readable_phone(shop.phone));
    for (auto const& fact : seller_lines(shop.seller))
        view.add("SELLER").set("FACT", fact);
    view.set("NUMBER", receipt.number()).set("ORDER_NUMBER", receipt.order_number);
    view.set("DATE", receipt_date(receipt)).set("HOUR", receipt_hour(receipt));
    view.set("MODE", receipt.mode == "delivery" ? tr("Livraison") : tr("À emporter"));
    add_items(view, receipt);
    view.set("TOTAL", payment::total_of(receipt.lines));
    add_means(view, receipt);
    if (!receipt.reason.empty()) view.add("REASON").set("WORDS", word_of("reason", receipt.reason));
}

html::View receipt_view(Receipt const& receipt, ReceiptFrame const& frame, Language language)
{
    html::View view{"order/receipt.html", language};
    add_receipt(view, receipt);
    view.set("KIND", kind_name(receipt.kind));
    if (frame.copy)
        view.add("COPY").set("NUMBER_OF_COPY", std::int64_t{*frame.copy});
    else
        view.show("LOOKED_AT");
    view.set("ACTION", frame.path + "/duplicata").set("CSRF", frame.csrf);
    view.set("BACK", frame.back).set("BACK_NAME", frame.back_name);
    return view;
}

} // namespace ocp::order
