#include "order/template/order_letter.h"

#include "order/business/order_rules.h"
#include "order/model/order_words.h"
#include "pizzeria/model/local_time.h"
#include "product/business/change_words.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using pizzeria::Mode;

/// What a letter says, before it is set in one form or another.
struct Words {
    Text subject, heading;
    std::vector<Text> sentences;
    Text promise, reason; ///< empty for none
    bool is_good = true;
    bool has_bill = false;
    bool has_place = false;
    bool is_handed_over = false; ///< then its receipts are told of
};

/// «Livraison prévue entre 20 h 05 et 20 h 15».
Text promise_of(OrderView const& order, std::string_view zone)
{
    auto const from = pizzeria::clock_text(order.promised_from, zone);
    if (order.facts.mode == Mode::Pickup) return tr("Prête à {}", from);
    return tr("Livraison prévue entre {} et {}", from, pizzeria::clock_text(order.promised_to, zone));
}

/// What was said with the step taken at that moment.
Text reason_of(Told const& told, Instant at)
{
    auto const step = std::find_if(told.steps.rbegin(), told.steps.rend(),
        [&](StepTaken const& one) { return one.at <= at && one.reason && !one.reason->empty(); });
    if (step == told.steps.rend() || step->at != at) return {};
    return tr("Raison\u00a0: {}", word_of("reason", *step->reason));
}

Words placed(OrderView const& order, Text const& at, std::string_view zone)
{
    Words words;
    words.heading = tr("Votre commande est reçue");
    words.sentences = {tr("Nous l’avons reçue {}. La pizzeria va la confirmer.", at)};
    words.promise = promise_of(order, zone);
    words.subject = tr("Commande {} reçue\u00a0: {}", order.short_number(), uncapitalised(words.promise));
    words.has_bill = words.has_place = true;
    return words;
}

Words amended(OrderView const& order, Text const& at, std::string_view zone)
{
    auto words = placed(order, at, zone);
    words.heading = tr("Votre commande a changé");
    words.sentences = {tr("Elle a été modifiée {}. La voici telle que nous la préparerons.", at)};
    words.subject = tr("Commande {} modifiée", order.short_number());
    return words;
}

Words running(Text subject, Text heading, Text sentence, Text promise = {})
{
    Words words;
    words.subject = std::move(subject);
    words.heading = std::move(heading);
    words.sentences = {std::move(sentence)};
    words.promise = std::move(promise);
    return words;
}

Words handed_over(Text subject, Text sentence)
{
    auto words = running(std::move(subject), tr("Bon appétit"), std::move(sentence));
    words.is_handed_over = true;
    return words;
}

bool goes_back(Told const& told)
{
    return told.going_back != payment::GoingBack{};
}

Text sentence_of_money(Told const& told)
{
    if (told.going_back.open > Money{})
        return tr("La banque de votre carte a renvoyé le remboursement\u00a0: la pizzeria vous le rendra "
                  "autrement.");
    if (goes_back(told))
        return tr("Ce que vous avez payé vous est rendu sur votre carte, sous 5 à 10 jours.");
    return told.order.online ? tr("Rien n’a été débité.") : tr("Rien n’est à payer.");
}

Words ended(Told const& told, Text subject, Text heading, Text sentence, Text reason)
{
    auto words = running(std::move(subject), std::move(heading), std::move(sentence));
    words.is_good = false;
    words.reason = std::move(reason);
    words.sentences.push_back(sentence_of_money(told));
    return words;
}

/// `kind`: the event of the step.
Words words_of(mail::Mail const& mail, Told const& told, pizzeria::Pizzeria const& shop)
{
    auto const& order = told.order;
    auto const& kind = mail.kind;
    std::string_view const zone = shop.time_zone;
    auto const number = order.short_number();
    auto const at = tr(
        "{} à {}", pizzeria::day_text(mail.written_at, zone), pizzeria::clock_text(mail.written_at, zone));
    if (kind == "order.placed") return placed(order, at, zone);
    if (kind == "order.amended") return amended(order, at, zone);
    if (kind == "order.accepted")
        return running(tr("Commande {} en préparation", number), tr("En cuisine"),
            tr("La pizzeria l’a acceptée {} et la prépare.", at), promise_of(order, zone));
    if (kind == "order.ready") {
        auto words = running(tr("Commande {} prête", number), tr("Votre commande est prête"),
            tr("Elle vous attend au comptoir depuis {}.", at));
        words.has_place = true;
        return words;
    }
    if (kind == "order.departed")
        return running(tr("Commande {} en route", number), tr("Votre commande est en route"),
            tr("Le livreur est parti {}.", at), promise_of(order, zone));
    if (kind == "order.delivered") return handed_over(tr("Commande {} livrée", number), tr("Livrée {}.", at));
    if (kind == "order.picked_up")
        return handed_over(tr("Commande {} retirée", number), tr("Retirée {}.", at));
    auto reason = reason_of(told, mail.written_at);
    if (kind == "order.refused")
        return ended(told, tr("Commande {} refusée", number),
            tr("La pizzeria n’a pas pu prendre votre commande"),
            tr("Elle l’a refusée {}. Nous en sommes désolés.", at), std::move(reason));
    if (kind == "order.not_delivered") {
        auto words
            = ended(told, tr("Commande {} non livrée", number), tr("Votre commande n’a pas pu être livrée"),
                tr("Le livreur est venu {}.", at), std::move(reason));
        if (!goes_back(told)) words.sentences.back() = tr("Appelez la pizzeria pour en convenir avec elle.");
        return words;
    }
    if (kind == "order.expired")
        return ended(told, tr("Commande {} expirée", number), tr("Votre commande a expiré"),
            tr("Le paiement n’est pas arrivé à temps\u00a0: elle a été annulée {}.", at), {});
    return ended(told, tr("Commande {} annulée", number), tr("Votre commande est annulée"),
        tr("Annulée {}.", at), std::move(reason));
}

bool is_paid_online(OrderView const& order)
{
    return order.online && payment::is_settled(order.facts.payment);
}

/// One line: what somebody typed must not become another one, nor steer a terminal.
std::string line_of(std::string_view typed)
{
    std::string line{typed};
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

/// «À livrer : 41 rue de la Charité, 69002 Lyon».
Text place_of(OrderView const& order, pizzeria::Pizzeria const& shop)
{
    auto const at = [](std::string const& line, std::string const& postcode, std::string const& city) {
        return fmt::format("{}, {} {}", line, postcode, city);
    };
    if (order.facts.mode == Mode::Delivery)
        return tr("À livrer\u00a0: {}", at(order.line, order.postcode, order.city));
    return tr("À retirer\u00a0: {}", at(shop.line, shop.postcode, shop.city));
}

std::string text_of_line(OrderLine const& line, Language language)
{
    auto const name = line_of(line.name) + (line.size_label.empty() ? "" : " " + line.size_label);
    auto const price = line.unit_price * line.quantity;
    auto text = fmt::format("{}\u00a0× {}\n", line.quantity, tr("{}\u00a0: {}", name, price).in(language));
    if (auto const changes = product::words_of(line.changes); !changes.empty())
        text += fmt::format("    {}\n", line_of(changes.in(language)));
    if (line.deal) text += fmt::format("    {}\n", line_of(line.deal_name));
    return text;
}

std::string bill_text(OrderView const& order, Language language)
{
    std::string text;
    auto const say = [&](Text const& words) { text += words.in(language) + "\n"; };
    for (auto const& line : order.lines)
        text += text_of_line(line, language);
    if (order.discount_total > Money{}) say(tr("Code promo\u00a0: −{}", order.discount_total));
    if (order.facts.mode == Mode::Delivery) say(tr("Livraison\u00a0: {}", order.delivery_fee));
    say(tr("Total TTC\u00a0: {}", order.facts.total));
    if (auto const due = amount_due(order.facts); due > Money{}) say(tr("{} à régler à la réception.", due));
    if (is_paid_online(order)) say(tr("Réglée en ligne."));
    return text;
}

struct Links {
    std::string tracking, choices;
    std::vector<std::string> receipts; ///< of what was handed over
};

std::string text_of(Words const& words, OrderView const& order, pizzeria::Pizzeria const& shop,
    Links const& links, Language language)
{
    std::string text;
    auto const say = [&](Text const& one) { text += line_of(one.in(language)) + "\n"; };
    auto const leave_a_line = [&] { text += "\n"; };
    say(Text{fmt::format("OC Pizza {}", shop.name)});
    leave_a_line();
    say(words.heading);
    say(tr("Commande {}", order.facts.number));
    leave_a_line();
    for (auto const& sentence : words.sentences)
        say(sentence);
    if (!words.promise.empty()) say(words.promise);
    if (!words.reason.empty()) say(words.reason);
    if (words.has_bill) text += "\n" + bill_text(order, language);
    if (words.has_place) {
        leave_a_line();
        say(place_of(order, shop));
    }
    leave_a_line();
    say(tr("Suivre la commande\u00a0:"));
    say(Text{links.tracking});
    for (auto const& receipt : links.receipts)
        say(tr("Votre reçu\u00a0: {}", receipt));
    leave_a_line();
    say(tr("Une question\u00a0? {}", readable_phone(shop.phone)));
    leave_a_line();
    say(tr("Si cette commande n’a pas été passée par vous, appelez la pizzeria."));
    say(tr("Choisir les messages que je reçois\u00a0: {}", links.choices));
    return text;
}

void add_bill(html::View& view, OrderView const& order)
{
    auto bill = view.add("BILL");
    for (auto const& line : order.lines) {
        auto part = bill.add("ORDER_LINE");
        part.set("QUANTITY", std::int64_t{line.quantity}).set("PRODUCT", line.name);
        part.set("TOTAL", line.unit_price * line.quantity);
        if (!line.size_label.empty()) part.add("SIZE").set("LABEL", line.size_label);
        if (line.deal) part.add("DEAL").set("LABEL", line.deal_name);
        if (auto const words = product::words_of(line.changes); !words.empty())
            part.add("CHANGES").set("WORDS", words);
    }
    if (order.discount_total > Money{}) bill.add("DISCOUNT").set("AMOUNT", order.discount_total);
    if (order.facts.mode == Mode::Delivery) bill.add("FEE").set("AMOUNT", order.delivery_fee);
    bill.set("TOTAL", order.facts.total);
    if (auto const due = amount_due(order.facts); due > Money{}) bill.add("DUE").set("AMOUNT", due);
    bill.show_if(is_paid_online(order), "PAID_ONLINE");
}

html::View view_of(Words const& words, OrderView const& order, pizzeria::Pizzeria const& shop,
    Links const& links, Language language)
{
    html::View view{"order/order_letter.html", language};
    view.set("LANGUAGE", code_of(language));
    view.set("SUBJECT", words.subject).set("HEADING", words.heading).set("NUMBER", order.facts.number);
    view.show(words.is_good ? "GOOD" : "BAD");
    for (auto const& sentence : words.sentences)
        view.add("SENTENCE").set("WORDS", sentence);
    if (!words.promise.empty()) view.add("PROMISE").set("WORDS", words.promise);
    if (!words.reason.empty()) view.add("REASON").set("WORDS", words.reason);
    if (words.has_bill) add_bill(view, order);
    if (words.has_place) view.add("PLACE").set("WORDS", place_of(order, shop));
    for (auto const& receipt : links.receipts)
        view.add("RECEIPT").set("RECEIPT_URL", receipt);
    view.set("URL", links.tracking).set("CHOICES", links.choices);
    view.set("SHOP_NAME", shop.name).set("PHONE", readable_phone(shop.phone)).set("PHONE_LINK", shop.phone);
    return view;
}

} // namespace

mail::Letter letter_of(mail::Mail const& mail, Told const& told, pizzeria::Pizzeria const& shop,
    std::string_view site, std::string const& tracking_key, html::Templates const& templates)
{
    auto const words = words_of(mail, told, shop);
    Links links{fmt::format("{}/suivi/{}", site, tracking_token(tracking_key, told.order.facts.number)),
        fmt::format("{}/mon-compte/messages", site), {}};
    if (words.is_handed_over)
        for (auto const& receipt : told.receipts)
            links.receipts.push_back(fmt::format("{}/recus/{}", links.tracking, receipt.sequence));
    auto const language = mail.language;
    return {words.subject.in(language), text_of(words, told.order, shop, links, language),
        templates.render(view_of(words, told.order, shop, links, language))};
}

} // namespace ocp::order
