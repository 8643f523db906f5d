#include "order/template/order_pages.h"

#include "account/model/own_pages.h"
#include "base/refusal_text.h"
#include "order/business/follow_order.h"
#include "order/business/order_events.h"
#include "order/business/order_rules.h"
#include "order/template/tracking_view.h"
#include "order/template/unknown_link.h"
#include "pizzeria/model/local_time.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

constexpr std::size_t a_page_of_orders = 50;

/// «2 Reine, 1 Quatre fromages».
std::string summary_of(OrderView const& order)
{
    std::string text;
    for (auto const& line : order.lines)
        text += fmt::format("{}{}\u00a0{}", text.empty() ? "" : ", ", line.quantity, line.name);
    return text;
}

std::string_view kind_of(Status status)
{
    if (!is_final(status)) return "RUNNING";
    return status == Status::Delivered || status == Status::PickedUp ? "OVER" : "BAD";
}

} // namespace

html::Answer OrderPages::tracking(account::Call const& call)
{
    auto const order = tracked(call);
    if (!order) return unknown_link(desk_, call);
    html::Page page{order->title, std::nullopt};
    page.indexed = false;
    page.scripts = {"tracking.js"};
    page.shop_slug = order->shop_slug;
    page.live = order->live;
    page.stream = order->stream;
    page.shared_part = {order, &order->body};
    return page;
}

std::shared_ptr<OrderPages::Tracked const> OrderPages::tracked(account::Call const& call)
{
    auto const token = std::string{call.request.path_text("token")};
    if (auto const news = news_in(call.request); news != News::None) {
        auto told = track(token, call.language(), news, call.now);
        return told ? std::make_shared<Tracked const>(std::move(*told)) : nullptr;
    }
    return tracked_.get(fmt::format("{} {}", code_of(call.language()), token),
        [&]() -> std::optional<live::Kept<Tracked>::Made> {
            auto order = track(token, call.language(), News::None, call.now);
            if (!order) return std::nullopt;
            auto stream = order->stream;
            return live::Kept<Tracked>::Made{std::move(*order), std::move(stream)};
        });
}

OrderPages::News OrderPages::news_in(http::Request const& request)
{
    if (request.query.has("trop-tard")) return News::TooLate;
    auto const payment = request.query.one("paiement");
    if (payment == "abandon") return News::PaymentGivenUp;
    if (payment == "indisponible") return News::PaymentAway;
    if (payment == "attente") return News::BankIsSlow;
    return News::None;
}

void OrderPages::add_news(html::View& view, News news, Followed const& followed)
{
    auto const may_still_be_paid = followed.to_pay.has_value();
    auto const say = [&](Text const& text) { view.add("ALERT").set("TEXT", text); };
    if (news == News::TooLate) return say(sentence_of(Refusal::NoSuchStep));
    // What was true when the customer was sent here may be over.
    if (!may_still_be_paid) return;
    if (news == News::PaymentGivenUp)
        say(tr("Le paiement n’a pas abouti. Rien n’a été débité, et votre panier est resté tel quel."));
    if (news == News::PaymentAway) say(sentence_of(Refusal::PaymentUnavailable));
    if (news == News::BankIsSlow)
        say(tr("La banque n’a pas encore répondu. Cette page se met à jour d’elle-même\u00a0; vous ne serez "
               "pas débité "
               "deux fois."));
}

std::optional<OrderPages::Tracked> OrderPages::track(
    std::string_view token, Language language, News news, Instant now) const
{
    auto const followed = follow_order(desk_.database, token);
    if (!followed) return std::nullopt;
    auto const& facts = followed->order.facts;
    auto const shop = desk_.shops.find(facts.shop);
    if (!shop) return std::nullopt;

    auto view = tracking_view(*followed, token, *shop, language, now);
    if (auto const& to_pay = followed->to_pay) {
        auto pay = view.add("PAY");
        pay.set("TOKEN", token).set("CSRF", parts_.csrf_place()).set("AMOUNT", to_pay->amount);
        pay.set("UNTIL", pizzeria::clock_text(to_pay->until, shop->time_zone));
        pay.show(to_pay->is_difference ? "DIFFERENCE" : "WHOLE");
        if (!to_pay->is_difference) pay.add("LEAVE").set("TOKEN", token).set("CSRF", parts_.csrf_place());
    }
    if (facts.status != Status::AwaitingPayment && find_step(facts.status, Action::Cancel))
        view.add("CANCEL").set("TOKEN", token).set("CSRF", parts_.csrf_place());
    if (find_step(facts.status, Action::Amend))
        view.add("MODIFY").set("TOKEN", token).set("CSRF", parts_.csrf_place());
    add_news(view, news, *followed);
    Tracked tracked{parts_.render(view), tr("Commande {}", followed->order.short_number()), shop->slug, {},
        order_stream(facts.shop, facts.id)};
    if (!is_final(facts.status))
        tracked.live = {fmt::format("/suivi/{}/flux?from={}", token, outbox::to_text(followed->cursor)),
            std::string{order_event_kinds}};
    return tracked;
}

html::Answer OrderPages::tracking_stream(account::Call const& call)
{
    auto const followed = follow_order(desk_.database, call.request.path_text("token"));
    if (!followed) return unknown_link(desk_, call);
    auto last = std::string{call.request.header("last-event-id")};
    if (last.empty()) last = call.request.query.one("from").value_or("");
    auto const& facts = followed->order.facts;
    return hub_.subscribe({{order_stream(facts.shop, facts.id)}, std::move(last), [] { return true; }});
}

html::Answer OrderPages::cancel(account::Call const& call)
{
    auto const token = std::string{call.request.path_text("token")};
    auto const cancelled = cancel_by_link(desk_.database, token, call.now);
    if (!cancelled && cancelled.error() == Refusal::UnknownThing) return unknown_link(desk_, call);
    // Who has cancelled sees it on the next page, without waiting for the event.
    if (cancelled) changes_.heard(order_stream(cancelled->shop, cancelled->id));
    if (cancelled && call.form.one("then") == "checkout") return http::see_other("/commander");
    return http::see_other("/suivi/" + token + (cancelled ? "" : "?trop-tard=1"));
}

html::Answer OrderPages::mine(account::Call const& call)
{
    auto const before = call.request.query.number("avant");
    auto const orders
        = own_orders(desk_.database, call.user().id, before ? std::optional{OrderId{*before}} : std::nullopt);
    html::View view{"order/my_orders.html", call.language()};
    account::add_account_nav(view, "/mes-commandes");
    if (orders.empty()) view.add("EMPTY").set("BOX", assets_.path("empty-box.svg")).set("MENU", "/");
    auto full = orders.empty() ? std::nullopt : std::optional{view.add("FULL")};
    for (auto const& order : orders) {
        auto const shop = desk_.shops.find(order.facts.shop);
        auto const zone = shop ? std::string_view{shop->time_zone} : "Europe/Paris";
        auto part = full->add("ORDER");
        part.set("LINK", "/suivi/" + tracking_token(desk_.tracking_key, order.facts.number));
        part.set("NUMBER", order.short_number()).set("SHOP_NAME", shop ? shop->name : "OC Pizza");
        part.set("ID", order.facts.id.value()).set("CSRF", call.csrf);
        part.set("DATE",
            tr("{} à {}", pizzeria::day_text(order.placed_at, zone),
                pizzeria::clock_text(order.placed_at, zone)));
        part.set("SUMMARY", summary_of(order)).set("TOTAL", order.facts.total);
        part.add(kind_of(order.facts.status)).set("STATUS", tr(name(order.facts.status)));
        if (has_invoice(order.facts)) part.add("INVOICE").set("ID", order.facts.id.value());
    }
    if (orders.size() == a_page_of_orders)
        full->add("MORE").set(
            "LINK_MORE", fmt::format("/mes-commandes?avant={}", orders.back().facts.id.value()));
    html::Page page{tr("Mes commandes"), std::move(view)};
    page.indexed = false;
    return page;
}

} // namespace ocp::order
