#include "order/template/tracking_view.h"

#include "order/business/order_rules.h"
#include "order/model/order_words.h"
#include "order/template/receipt_view.h"
#include "pizzeria/model/local_time.h"
#include "product/business/change_words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ocp::order {

namespace {

using pizzeria::Mode;
using namespace std::chrono_literals;

struct Stage {
    Status status;
    Noted name;
};
constexpr std::array delivery_stages{Stage{Status::Pending, noted("Commande reçue")},
    Stage{Status::InPreparation, noted("En préparation")}, Stage{Status::Ready, noted("Prête")},
    Stage{Status::InDelivery, noted("En route")}, Stage{Status::Delivered, noted("Livrée")}};
constexpr std::array pickup_stages{Stage{Status::Pending, noted("Commande reçue")},
    Stage{Status::InPreparation, noted("En préparation")}, Stage{Status::Ready, noted("Prête au comptoir")},
    Stage{Status::PickedUp, noted("Retirée")}};

/// When the order last reached that status; nothing when it has not.
std::optional<Instant> reached(Followed const& followed, Status status)
{
    std::optional<Instant> at;
    for (auto const& step : followed.steps)
        if (step.to == status) at = step.at;
    return at;
}

constexpr std::array bad_ends{Stage{Status::Refused, noted("Refusée")},
    Stage{Status::Cancelled, noted("Annulée")}, Stage{Status::Expired, noted("Expirée")},
    Stage{Status::NotDelivered, noted("Non livrée")}};

Stage const* bad_end(Status status)
{
    auto const* const found = std::find_if(
        bad_ends.begin(), bad_ends.end(), [&](Stage const& end) { return end.status == status; });
    return found == bad_ends.end() ? nullptr : found;
}

bool ended_badly(Status status)
{
    return bad_end(status) != nullptr;
}

template <class Stages>
void add_stages(html::View& view, Stages const& stages, Followed const& followed, std::string_view zone)
{
    auto const now = followed.order.facts.status;
    auto const at_stage
        = std::find_if(stages.begin(), stages.end(), [&](Stage const& stage) { return stage.status == now; });
    for (auto stage = stages.begin(); stage != stages.end(); ++stage) {
        auto const at = reached(followed, stage->status);
        if (!at && ended_badly(now)) continue; // what will never be is not announced
        auto part = view.add("STEP");
        part.set("NAME", tr(stage->name));
        auto const hour = at ? pizzeria::clock_text(*at, zone) : Text{};
        if (at_stage == stages.end() ? !at : stage > at_stage)
            part.show("AHEAD");
        else
            part.add(stage == at_stage && !is_final(now) ? "NOW" : "DONE").set("AT", hour);
    }
    if (auto const* const end = bad_end(now)) {
        auto part = view.add("STEP");
        part.set("NAME", tr(end->name));
        auto const at = reached(followed, now);
        part.add("STOPPED").set("AT", at ? pizzeria::clock_text(*at, zone) : Text{});
    }
}

/// What becomes of the customer's money after a bad end; the least good first.
Text words_of(payment::GoingBack const& back)
{
    if (back.open > Money{})
        return tr("La banque de votre carte a renvoyé le remboursement\u00a0: la pizzeria vous le rendra "
                  "autrement.");
    if (back.on_its_way > Money{}) return tr("Votre remboursement est en route.");
    return tr("Vous êtes remboursé.");
}

Text subline_of(Followed const& followed, std::string_view zone)
{
    auto const since = [&](Status status) { return reached(followed, status); };
    auto const nothing_back = followed.going_back == payment::GoingBack{};
    switch (followed.order.facts.status) {
    case Status::New:
    case Status::AwaitingPayment:
        return tr("La cuisine la recevra dès qu’elle sera payée.");
    case Status::Pending:
        return tr("La pizzeria va la confirmer.");
    case Status::InPreparation:
        if (auto const at = since(Status::InPreparation))
            return tr("En cuisine depuis {}.", pizzeria::clock_text(*at, zone));
        return {};
    case Status::Ready:
        return followed.order.facts.mode == Mode::Pickup ? tr("Elle vous attend au comptoir.")
                                                         : tr("Elle attend son livreur.");
    case Status::InDelivery:
        if (auto const at = since(Status::InDelivery))
            return tr("Partie à {}.", pizzeria::clock_text(*at, zone));
        return {};
    case Status::Delivered:
    case Status::PickedUp:
        return tr("Bon appétit.");
    case Status::Expired:
        return nothing_back ? tr("Le temps pour la payer est passé. Rien n’a été débité.")
                            : tr("Le temps pour la payer était passé. {}", words_of(followed.going_back));
    case Status::Refused:
    case Status::Cancelled:
        return nothing_back ? tr("Rien n’est à payer.") : words_of(followed.going_back);
    case Status::NotDelivered:
        return nothing_back ? tr("Appelez la pizzeria pour en convenir avec elle.")
                            : words_of(followed.going_back);
    }
    return {};
}

void add_alert(html::View& view, Followed const& followed)
{
    auto const status = followed.order.facts.status;
    if (status != Status::Refused && status != Status::NotDelivered && status != Status::Cancelled) return;
    auto const& last = followed.steps.back();
    if (!last.reason || last.reason->empty()) return;
    auto const reason = word_of("reason", *last.reason);
    view.add("ALERT").set("TEXT",
        status == Status::Refused ? tr("La pizzeria n’a pas pu prendre la commande\u00a0: {}", reason)
                                  : tr("Raison\u00a0: {}", reason));
}

bool is_paid(payment::Status status)
{
    return status == payment::Status::Paid || status == payment::Status::PartlyRefunded;
}

/// How far what goes back has come.
void add_refunds(html::View& view, payment::GoingBack const& back)
{
    auto const add = [&](Money amount, Text const& state) {
        if (amount > Money{}) view.add("REFUND").set("AMOUNT", amount).set("STATE", state);
    };
    add(back.on_its_way, tr("en cours"));
    add(back.on_card, tr("sur votre carte, sous 5 à 10 jours"));
    add(back.in_cash, tr("rendu en espèces"));
    add(back.open,
        tr("renvoyé par la banque de votre carte, à vous rendre autrement\u00a0; appelez la pizzeria"));
}

void add_bill(html::View& view, OrderView const& order)
{
    for (auto const& line : order.lines) {
        auto part = view.add("ORDER_LINE");
        part.set("QUANTITY", std::int64_t{line.quantity}).set("PRODUCT", line.name);
        part.set("TOTAL", line.unit_price * line.quantity);
        if (!line.size_label.empty()) part.add("SIZE").set("LABEL", line.size_label);
        if (line.deal) part.add("DEAL").set("LABEL", line.deal_name);
        if (auto const words = product::words_of(line.changes); !words.empty())
            part.add("CHANGES").set("WORDS", words);
    }
    if (order.discount_total > Money{}) view.add("DISCOUNT").set("AMOUNT", order.discount_total);
    if (order.facts.mode == Mode::Delivery) view.add("FEE").set("AMOUNT", order.delivery_fee);
    view.set("TOTAL", order.facts.total);
    if (is_paid(order.facts.payment))
        view.add("PAID").set("MEANS", order.online ? tr("en ligne, merci") : tr("merci"));
    else if (!order.online && !ended_badly(order.facts.status))
        view.add("DUE").set("AMOUNT", amount_due(order.facts));
}

} // namespace

Text headline_of(OrderView const& order, pizzeria::Pizzeria const& shop)
{
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, shop.time_zone); };
    auto const ended = hour(order.delivered_at.value_or(order.promised_to));
    switch (order.facts.status) {
    case Status::AwaitingPayment:
        return tr("Il reste à la payer");
    case Status::Refused:
        return tr("Commande refusée");
    case Status::Cancelled:
        return tr("Commande annulée");
    case Status::Expired:
        return tr("Commande expirée");
    case Status::NotDelivered:
        return tr("Commande non livrée");
    case Status::Delivered:
        return tr("Livrée à {}", ended);
    case Status::PickedUp:
        return tr("Retirée à {}", ended);
    default:
        break;
    }
    if (order.facts.mode == Mode::Pickup)
        return order.facts.status == Status::Ready ? tr("Elle est prête")
                                                   : tr("Prête à {}", hour(order.promised_from));
    return tr("Livrée entre {} et {}", hour(order.promised_from), hour(order.promised_to));
}

html::View tracking_view(Followed const& followed, std::string_view token, pizzeria::Pizzeria const& shop,
    Language language, Instant now)
{
    auto const& order = followed.order;
    html::View view{"order/tracking.html", language};
    view.set("NUMBER", order.short_number()).set("HEADLINE", headline_of(order, shop));
    view.set("SUBLINE", subline_of(followed, shop.time_zone));
    auto const waited_for = order.facts.mode == Mode::Pickup ? order.promised_from : order.promised_to;
    auto const pickup_ready = order.facts.mode == Mode::Pickup && order.facts.status == Status::Ready;
    if (!is_final(order.facts.status) && order.facts.status != Status::AwaitingPayment && !pickup_ready
        && now > waited_for + 1min)
        view.add("LATE").set("MINUTES",
            tr_count("{} minute", "{} minutes",
                std::chrono::duration_cast<std::chrono::minutes>(now - waited_for).count()));
    if (order.facts.status == Status::Pending && now - order.placed_at < 2min)
        view.add("THANKS").set("FIRSTNAME", order.contact_name.substr(0, order.contact_name.find(' ')));
    add_alert(view, followed);
    if (order.facts.mode == Mode::Delivery)
        add_stages(view, delivery_stages, followed, shop.time_zone);
    else
        add_stages(view, pickup_stages, followed, shop.time_zone);
    add_bill(view, order);
    add_refunds(view, followed.going_back);
    for (auto const& receipt : followed.receipts)
        view.add("RECEIPT")
            .set("LINK", fmt::format("/suivi/{}/recus/{}", token, receipt.sequence))
            .set("KIND", kind_name(receipt.kind))
            .set("AMOUNT", receipt.total);
    auto const never_paid = order.facts.payment == payment::Status::Failed;
    view.show_if(order.online && never_paid && is_final(order.facts.status), "RESUME");
    if (order.facts.mode == Mode::Delivery)
        view.add("DELIVERY").set("LINE", order.line).set("POSTCODE", order.postcode).set("CITY", order.city);
    else
        view.add("PICKUP").set("LINE", shop.line).set("POSTCODE", shop.postcode).set("CITY", shop.city);
    view.set("SHOP_NAME", shop.name).set("PHONE", readable_phone(shop.phone)).set("PHONE_LINK", shop.phone);
    view.set("MENU", "/pizzerias/" + shop.slug);
    return view;
}

} // namespace ocp::order
