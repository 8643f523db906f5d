#include "order/template/receipt_letter.h"

#include "order/model/order_words.h"
#include "order/template/receipt_view.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using payment::Receipt;
using payment::ReceiptKind;

/// What is received with it: only money that went back is told of.
Text sentence_about(Receipt const& receipt)
{
    auto const amount = payment::total_of(receipt.lines);
    switch (receipt.kind) {
    case ReceiptKind::Sale:
        return tr("Vous avez payé {}. Voici votre reçu.", amount);
    case ReceiptKind::Correction:
        return tr("Votre commande a changé\u00a0: voici ce qui a changé dans son prix.");
    case ReceiptKind::Refund:
        return receipt.payments.front().means == payment::Means::Online
            ? tr("Nous vous rendons {} sur votre carte, où l’argent arrive sous 5 à 10 jours.",
                Money{} - amount)
            : tr("Nous vous avons rendu {}.", Money{} - amount);
    case ReceiptKind::RefundFailed:
        return tr("Votre banque nous a renvoyé {}. La pizzeria va vous appeler.", amount);
    }
    return {};
}

/// One line: what somebody typed must not become another one.
std::string line_of(std::string line)
{
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

std::string text_of(Receipt const& receipt, Text const& heading, std::string const& link, Language language)
{
    std::string text;
    auto const say = [&](Text const& words) { text += line_of(words.in(language)) + "\n"; };
    auto const& shop = receipt.shop;
    say(Text{fmt::format("OC Pizza {}", shop.name)});
    say(Text{fmt::format("{}, {} {}", shop.line, shop.postcode, shop.city)});
    for (auto const& fact : seller_lines(shop.seller))
        say(fact);
    text += "\n";
    say(heading);
    say(sentence_about(receipt));
    say(tr("Commande {}", receipt.order_number));
    say(tr("{}, {}", receipt_date(receipt), receipt_hour(receipt)));
    if (!receipt.reason.empty()) say(tr("Raison\u00a0: {}", word_of("reason", receipt.reason)));
    text += "\n";
    for (auto const& line : receipt.lines) {
        say(tr("{}\u00a0: {}", fmt::format("{}\u00a0× {}", line.quantity, line.label), line.total));
        if (line.discount != Money{}) say(tr("    Remise\u00a0: {}", Money{} - line.discount));
    }
    say(tr("Total TTC\u00a0: {}", payment::total_of(receipt.lines)));
    for (auto const& [rate, sum] : payment::rates_of(receipt.lines))
        say(tr("TVA {}\u00a0: HT {}, TVA {}, TTC {}", percent_text(rate), sum.gross - sum.vat, sum.vat,
            sum.gross));
    for (auto const& entry : receipt.payments)
        say(tr("{}\u00a0: {}", means_name(entry.means), entry.amount));
    text += "\n";
    say(Text{link});
    return text;
}

} // namespace

mail::Letter receipt_letter(
    mail::Mail const& mail, Receipt const& receipt, std::string const& link, html::Templates const& templates)
{
    auto const heading = tr("{} {}", kind_name(receipt.kind), receipt.number());
    html::View view{"order/receipt_letter.html", mail.language};
    add_receipt(view, receipt);
    view.set("LANGUAGE", code_of(mail.language)).set("SUBJECT", heading).set("HEADING", heading);
    view.set("SENTENCE", sentence_about(receipt)).set("URL", link);
    return {
        heading.in(mail.language), text_of(receipt, heading, link, mail.language), templates.render(view)};
}

} // namespace ocp::order
