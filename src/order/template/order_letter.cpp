#include "order/template/order_letter.h"

#include "base/text.h"
#include "order/business/order_rules.h"
#include "order/model/order_words.h"
#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using pizzeria::Mode;

/// What a letter says, before it is set in one form or another.
struct Words {
    std::string subject, heading;
    std::vector<std::string> sentences;
    std::string promise, reason; ///< "" for none
    bool is_good = true;
    bool has_bill = false;
    bool has_place = false;
};

/// «lundi 23 novembre à 19 h 32».
std::string dated(Instant at, std::string_view zone)
{
    return fmt::format("{} à {}", pizzeria::day_text(at, zone), pizzeria::clock_text(at, zone));
}

/// «Livraison prévue entre 20 h 05 et 20 h 15».
std::string promise_of(OrderView const& order, std::string_view zone)
{
    auto const from = pizzeria::clock_text(order.promised_from, zone);
    if (order.facts.mode == Mode::Pickup) return fmt::format("Prête à {}", from);
    return fmt::format(
        "Livraison prévue entre {} et {}", from, pizzeria::clock_text(order.promised_to, zone));
}

/// What was said with the step taken at that moment.
std::string reason_of(Told const& told, Instant at)
{
    auto const step = std::find_if(told.steps.rbegin(), told.steps.rend(),
        [&](StepTaken const& one) { return one.at <= at && one.reason && !one.reason->empty(); });
    return step == told.steps.rend() || step->at != at ? std::string{} : "Raison\u00a0: " + *step->reason;
}

Words placed(OrderView const& order, std::string const& at, std::string_view zone)
{
    Words words;
    words.heading = "Votre commande est reçue";
    words.sentences = {fmt::format("Nous l’avons reçue {}. La pizzeria va la confirmer.", at)};
    words.promise = promise_of(order, zone);
    words.subject = fmt::format(
        "Commande {} reçue\u00a0: {}", order.short_number(), text::uncapitalised(words.promise));
    words.has_bill = words.has_place = true;
    return words;
}

Words amended(OrderView const& order, std::string const& at, std::string_view zone)
{
    auto words = placed(order, at, zone);
    words.heading = "Votre commande a changé";
    words.sentences = {fmt::format("Elle a été modifiée {}. La voici telle que nous la préparerons.", at)};
    words.subject = fmt::format("Commande {} modifiée", order.short_number());
    return words;
}

Words running(OrderView const& order, std::string_view what, std::string heading, std::string sentence,
    std::string promise)
{
    Words words;
    words.subject = fmt::format("Commande {} {}", order.short_number(), what);
    words.heading = std::move(heading);
    words.sentences = {std::move(sentence)};
    words.promise = std::move(promise);
    return words;
}

Words ended(OrderView const& order, std::string_view what, std::string heading, std::string sentence,
    std::string reason)
{
    auto words = running(order, what, std::move(heading), std::move(sentence), {});
    words.is_good = false;
    words.reason = std::move(reason);
    words.sentences.emplace_back(
        order.facts.paid > Money{} ? "Ce que vous avez payé vous sera rendu." : "Rien n’est à payer.");
    return words;
}

/// `kind`: the event of the step.
Words words_of(mail::Mail const& mail, Told const& told, pizzeria::Pizzeria const& shop)
{
    auto const& order = told.order;
    auto const& kind = mail.kind;
    std::string_view const zone = shop.time_zone;
    auto const at = dated(mail.written_at, zone);
    if (kind == "order.placed") return placed(order, at, zone);
    if (kind == "order.amended") return amended(order, at, zone);
    if (kind == "order.accepted")
        return running(order, "en préparation", "En cuisine",
            fmt::format("La pizzeria l’a acceptée {} et la prépare.", at), promise_of(order, zone));
    if (kind == "order.ready") {
        auto words = running(order, "prête", "Votre commande est prête",
            fmt::format("Elle vous attend au comptoir depuis {}.", at), {});
        words.has_place = true;
        return words;
    }
    if (kind == "order.departed")
        return running(order, "en route", "Votre commande est en route",
            fmt::format("Le livreur est parti {}.", at), promise_of(order, zone));
    if (kind == "order.delivered")
        return running(order, "livrée", "Bon appétit", fmt::format("Livrée {}.", at), {});
    if (kind == "order.picked_up")
        return running(order, "retirée", "Bon appétit", fmt::format("Retirée {}.", at), {});
    auto reason = reason_of(told, mail.written_at);
    if (kind == "order.refused")
        return ended(order, "refusée", "La pizzeria n’a pas pu prendre votre commande",
            fmt::format("Elle l’a refusée {}. Nous en sommes désolés.", at), std::move(reason));
    if (kind == "order.not_delivered") {
        auto words = ended(order, "non livrée", "Votre commande n’a pas pu être livrée",
            fmt::format("Le livreur est venu {}.", at), std::move(reason));
        words.sentences.back() = "Appelez la pizzeria pour en convenir avec elle.";
        return words;
    }
    if (kind == "order.expired")
        return ended(order, "expirée", "Votre commande a expiré",
            fmt::format("Le paiement n’est pas arrivé à temps\u00a0: elle a été annulée {}.", at), {});
    return ended(
        order, "annulée", "Votre commande est annulée", fmt::format("Annulée {}.", at), std::move(reason));
}

/// One line: what somebody typed must not become another one, nor steer a terminal.
std::string line_of(std::string_view typed)
{
    std::string line{typed};
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

struct Place {
    std::string_view what;
    std::string const &line, &postcode, &city;
};
Place place_of(OrderView const& order, pizzeria::Pizzeria const& shop)
{
    if (order.facts.mode == Mode::Delivery) return {"À livrer", order.line, order.postcode, order.city};
    return {"À retirer", shop.line, shop.postcode, shop.city};
}

std::string bill_text(OrderView const& order)
{
    std::string text;
    for (auto const& line : order.lines)
        text += fmt::format("{}\u00a0× {}{}\u00a0: {}\n", line.quantity, line_of(line.name),
            line.size_label.empty() ? "" : " " + line.size_label,
            html::euros(line.unit_price * line.quantity));
    if (order.facts.mode == Mode::Delivery)
        text += fmt::format("Livraison\u00a0: {}\n", html::euros(order.delivery_fee));
    text += fmt::format("Total TTC\u00a0: {}\n", html::euros(order.facts.total));
    if (auto const due = amount_due(order.facts); due > Money{})
        text += fmt::format("{} à régler à la réception.\n", html::euros(due));
    return text;
}

struct Links {
    std::string tracking, choices;
};

std::string text_of(
    Words const& words, OrderView const& order, pizzeria::Pizzeria const& shop, Links const& links)
{
    auto text
        = fmt::format("OC Pizza {}\n\n{}\nCommande {}\n\n", shop.name, words.heading, order.facts.number);
    for (auto const& sentence : words.sentences)
        text += sentence + "\n";
    if (!words.promise.empty()) text += words.promise + "\n";
    if (!words.reason.empty()) text += line_of(words.reason) + "\n";
    if (words.has_bill) text += "\n" + bill_text(order);
    if (words.has_place) {
        auto const [what, line, postcode, city] = place_of(order, shop);
        text += fmt::format("\n{}\u00a0: {}, {} {}\n", what, line_of(line), line_of(postcode), line_of(city));
    }
    text += fmt::format("\nSuivre la commande\u00a0:\n{}\n", links.tracking);
    text += fmt::format("\nUne question\u00a0? {}\n", readable_phone(shop.phone));
    return text
        + fmt::format(
            "\nSi cette commande n’a pas été passée par vous, appelez la pizzeria.\nChoisir les messages "
            "que je reçois\u00a0: {}\n",
            links.choices);
}

void add_bill(html::View& view, OrderView const& order)
{
    auto bill = view.add("BILL");
    for (auto const& line : order.lines) {
        auto part = bill.add("ORDER_LINE");
        part.set("QUANTITY", std::int64_t{line.quantity}).set("PRODUCT", line.name);
        part.set("TOTAL", line.unit_price * line.quantity);
        if (!line.size_label.empty()) part.add("SIZE").set("LABEL", line.size_label);
    }
    if (order.facts.mode == Mode::Delivery) bill.add("FEE").set("AMOUNT", order.delivery_fee);
    bill.set("TOTAL", order.facts.total);
    if (auto const due = amount_due(order.facts); due > Money{}) bill.add("DUE").set("AMOUNT", due);
}

std::string html_of(Words const& words, OrderView const& order, pizzeria::Pizzeria const& shop,
    Links const& links, html::Templates const& templates)
{
    html::View view{"order/order_letter.html"};
    view.set("SUBJECT", words.subject).set("HEADING", words.heading).set("NUMBER", order.facts.number);
    view.show(words.is_good ? "GOOD" : "BAD");
    for (auto const& sentence : words.sentences)
        view.add("SENTENCE").set("WORDS", sentence);
    if (!words.promise.empty()) view.add("PROMISE").set("WORDS", words.promise);
    if (!words.reason.empty()) view.add("REASON").set("WORDS", words.reason);
    if (words.has_bill) add_bill(view, order);
    if (words.has_place) {
        auto const [what, line, postcode, city] = place_of(order, shop);
        view.add("PLACE").set("WHAT", what).set("LINE", line).set("POSTCODE", postcode).set("CITY", city);
    }
    view.set("URL", links.tracking).set("CHOICES", links.choices);
    view.set("SHOP_NAME", shop.name).set("PHONE", readable_phone(shop.phone)).set("PHONE_LINK", shop.phone);
    return templates.render(view);
}

} // namespace

mail::Letter letter_of(mail::Mail const& mail, Told const& told, pizzeria::Pizzeria const& shop,
    std::string_view site, std::string const& tracking_key, html::Templates const& templates)
{
    auto const words = words_of(mail, told, shop);
    Links const links{fmt::format("{}/suivi/{}", site, tracking_token(tracking_key, told.order.facts.number)),
        fmt::format("{}/mon-compte/messages", site)};
    return {words.subject, text_of(words, told.order, shop, links),
        html_of(words, told.order, shop, links, templates)};
}

} // namespace ocp::order
