#include "order/template/tracking_view.h"

#include "order/business/order_rules.h"
#include "order/model/order_words.h"
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
    std::string_view name;
};
constexpr std::array delivery_stages{Stage{Status::Pending, "Commande reçue"},
    Stage{Status::InPreparation, "En préparation"}, Stage{Status::Ready, "Prête"},
    Stage{Status::InDelivery, "En route"}, Stage{Status::Delivered, "Livrée"}};
constexpr std::array pickup_stages{Stage{Status::Pending, "Commande reçue"},
    Stage{Status::InPreparation, "En préparation"}, Stage{Status::Ready, "Prête au comptoir"},
    Stage{Status::PickedUp, "Retirée"}};

/// When the order last reached that status; nothing when it has not.
std::optional<Instant> reached(Followed const& followed, Status status)
{
    std::optional<Instant> at;
    for (auto const& step : followed.steps)
        if (step.to == status) at = step.at;
    return at;
}

bool ended_badly(Status status)
{
    return status == Status::Refused || status == Status::Cancelled || status == Status::Expired
        || status == Status::NotDelivered;
}

template <class Stages>
void add_stages(html::View& view, Stages const& stages, Followed const& followed, std::string_view zone)
{
    auto const now = followed.order.facts.status;
    auto const at_stage
        = std::find_if(stages.begin(), stages.end(), [&](Stage const& stage) { return stage.status == now; });
    for (auto stage = stages.begin(); stage != stages.end(); ++stage) {
        auto const at = reached(followed, stage->status);
        auto part = view.add("STEP");
        part.set("NAME", stage->name);
        auto const hour = at ? pizzeria::clock_text(*at, zone) : std::string{};
        if (at_stage == stages.end() ? !at : stage > at_stage)
            part.show("AHEAD");
        else
            part.add(stage == at_stage && !is_final(now) ? "NOW" : "DONE").set("AT", hour);
    }
}

std::string subline_of(Followed const& followed, std::string_view zone)
{
    auto const since = [&](std::string_view words, Status status) {
        auto const at = reached(followed, status);
        return at ? fmt::format("{} {}.", words, pizzeria::clock_text(*at, zone)) : std::string{};
    };
    switch (followed.order.facts.status) {
    case Status::New:
    case Status::AwaitingPayment:
        return "Nous attendons la réponse de la banque.";
    case Status::Pending:
        return "La pizzeria va la confirmer.";
    case Status::InPreparation:
        return since("En cuisine depuis", Status::InPreparation);
    case Status::Ready:
        return followed.order.facts.mode == Mode::Pickup ? "Elle vous attend au comptoir."
                                                         : "Elle attend son livreur.";
    case Status::InDelivery:
        return since("Partie à", Status::InDelivery);
    case Status::Delivered:
    case Status::PickedUp:
        return "Bon appétit.";
    case Status::Refused:
    case Status::Cancelled:
    case Status::Expired:
        return "Rien n’est à payer.";
    case Status::NotDelivered:
        return "Appelez la pizzeria pour en convenir avec elle.";
    }
    return {};
}

void add_alert(html::View& view, Followed const& followed)
{
    auto const status = followed.order.facts.status;
    if (status != Status::Refused && status != Status::NotDelivered && status != Status::Cancelled) return;
    auto const& last = followed.steps.back();
    if (last.reason && !last.reason->empty())
        view.add("ALERT").set("TEXT",
            fmt::format("{}\u00a0: {}",
                status == Status::Refused ? "La pizzeria n’a pas pu prendre la commande" : "Raison",
                *last.reason));
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
    if (order.payment_status == "paid")
        view.add("PAID").set("MEANS", "merci");
    else if (!ended_badly(order.facts.status))
        view.add("DUE").set("AMOUNT", amount_due(order.facts));
}

} // namespace

std::string headline_of(OrderView const& order, pizzeria::Pizzeria const& shop)
{
    auto const hour = [&](Instant at) { return pizzeria::clock_text(at, shop.time_zone); };
    switch (order.facts.status) {
    case Status::Refused:
        return "Commande refusée";
    case Status::Cancelled:
        return "Commande annulée";
    case Status::Expired:
        return "Commande expirée";
    case Status::NotDelivered:
        return "Commande non livrée";
    case Status::Delivered:
        return "Livrée à " + hour(order.delivered_at.value_or(order.promised_to));
    case Status::PickedUp:
        return "Retirée à " + hour(order.delivered_at.value_or(order.promised_to));
    default:
        break;
    }
    if (order.facts.mode == Mode::Pickup)
        return order.facts.status == Status::Ready ? "Elle est prête"
                                                   : "Prête à " + hour(order.promised_from);
    return fmt::format("Livrée entre {} et {}", hour(order.promised_from), hour(order.promised_to));
}

html::View tracking_view(Followed const& followed, pizzeria::Pizzeria const& shop, Instant now)
{
    auto const& order = followed.order;
    html::View view{"order/tracking.html"};
    view.set("NUMBER", order.short_number()).set("HEADLINE", headline_of(order, shop));
    view.set("SUBLINE", subline_of(followed, shop.time_zone));
    auto const waited_for = order.facts.mode == Mode::Pickup ? order.promised_from : order.promised_to;
    auto const pickup_ready = order.facts.mode == Mode::Pickup && order.facts.status == Status::Ready;
    if (!is_final(order.facts.status) && !pickup_ready && now > waited_for + 1min)
        view.add("LATE").set("MINUTES",
            fmt::format(
                "{}\u00a0min", std::chrono::duration_cast<std::chrono::minutes>(now - waited_for).count()));
    if (order.facts.status == Status::Pending && now - order.placed_at < 2min)
        view.add("THANKS").set("FIRSTNAME", order.contact_name.substr(0, order.contact_name.find(' ')));
    add_alert(view, followed);
    if (order.facts.mode == Mode::Delivery)
        add_stages(view, delivery_stages, followed, shop.time_zone);
    else
        add_stages(view, pickup_stages, followed, shop.time_zone);
    add_bill(view, order);
    if (order.facts.mode == Mode::Delivery)
        view.add("DELIVERY").set("LINE", order.line).set("POSTCODE", order.postcode).set("CITY", order.city);
    else
        view.add("PICKUP").set("LINE", shop.line).set("POSTCODE", shop.postcode).set("CITY", shop.city);
    view.set("SHOP_NAME", shop.name).set("PHONE", readable_phone(shop.phone)).set("PHONE_LINK", shop.phone);
    view.set("MENU", "/pizzerias/" + shop.slug);
    return view;
}

} // namespace ocp::order
