#include "order/template/kitchen_pages.h"

#include "account/business/rights_rules.h"
#include "base/refusal_text.h"
#include "order/business/order_events.h"
#include "order/business/run_kitchen.h"
#include "order/business/staff_step.h"
#include "order/business/staff_stream.h"
#include "order/model/order_words.h"
#include "order/template/board_view.h"
#include "order/template/recipe_view.h"
#include "pizzeria/model/local_time.h"

#include <fmt/format.h>

namespace ocp::order {

namespace {

html::Page staff_page(std::string_view title, html::View view, std::string body_class)
{
    html::Page page{Text{title}, std::move(view)};
    page.frame = html::Frame::Staff;
    page.body_class = std::move(body_class);
    page.indexed = false;
    return page;
}

/// The line of this shop's order that the address names; nothing without one, or when it is of another
/// product.
std::optional<OrderedRecipe> ordered_recipe(
    db::Database& database, account::Call const& call, ProductId product)
{
    auto const id = call.request.query.number("commande");
    auto const number = call.request.query.number("ligne");
    if (!id || !number) return std::nullopt;
    auto const order = find_in_shop(database, call.shop->id, OrderId{*id});
    if (!order) return std::nullopt;
    for (auto const& line : order->lines)
        if (line.line == *number && line.product == product)
            return OrderedRecipe{order->short_number(), line.name, line.needs};
    return std::nullopt;
}

} // namespace

html::Answer KitchenPages::board(account::Call const& call)
{
    auto const board = board_of(*call.shop, call.now);
    html::View view{"order/board.html", Language::French};
    view.set("NOW", call.now.ms());
    if (auto const words = refused_step_text(database_, call)) view.add("ALERT").set("TEXT", *words);
    if (auto const words = change_text(database_, call)) view.add("CHANGE").set("TEXT", *words);
    auto page = staff_page("Cuisine " + call.shop->name, std::move(view), "board");
    page.scripts = {"board.js"};
    page.live = {fmt::format("/cuisine/{}/flux?from={}", call.shop->slug, outbox::to_text(board->cursor)),
        std::string{order_event_kinds}};
    page.shared_part = {board, &board->body};
    return page;
}

std::shared_ptr<KitchenPages::BoardNow const> KitchenPages::board_of(
    pizzeria::Pizzeria const& shop, Instant now)
{
    auto const stream = shop_stream(shop.id);
    return boards_.get(stream, [&] {
        auto const board = read_board(database_, shop.id);
        auto const view = board_view(board, {shop, parts_.csrf_place(), now}, *catalogue_.current());
        return std::optional{live::Kept<BoardNow>::Made{{parts_.render(view), board.cursor}, stream}};
    });
}

html::Answer KitchenPages::stream(account::Call const& call)
{
    return staff_stream(hub_, database_, call, account::Right::Kitchen);
}

html::Answer KitchenPages::reminder(account::Call const& call)
{
    auto const catalogue = catalogue_.current();
    auto const* product = catalogue->find(std::string{call.request.path_text("product")});
    if (!product || product->sizes.empty()) return html::not_found();
    auto view = recipe_view(*catalogue, *product, call.request.query.one("taille").value_or(""),
        ordered_recipe(database_, call, product->id), catalogue_.reminder(product->id), call.shop->slug);
    return staff_page("Fiche " + product->name, std::move(view), "sheet");
}

html::Answer KitchenPages::step(
    account::Call const& call, Action action, std::optional<payment::Tender> collected)
{
    auto const order = call.request.path_number("order");
    if (!order) return html::not_found();
    auto const request = staff_step(call, OrderId{*order}, action, std::move(collected));
    auto const taken = advance_order(database_, request);
    auto const board = "/cuisine/" + call.shop->slug;
    if (taken) return http::see_other(taken_address(board, request));
    if (taken.error() == Refusal::UnknownThing) return html::not_found();
    if (taken.error() == Refusal::ReasonMissing)
        return http::see_other(fmt::format("{}/commandes/{}/refus?raison=manque", board, *order));
    return http::see_other(refused_address(board, OrderId{*order}, taken.error()));
}

html::Answer KitchenPages::accept(account::Call const& call)
{
    return step(call, Action::Accept, std::nullopt);
}
html::Answer KitchenPages::refuse(account::Call const& call)
{
    return step(call, Action::Refuse, std::nullopt);
}
html::Answer KitchenPages::finish(account::Call const& call)
{
    return step(call, Action::Finish, std::nullopt);
}

html::Answer KitchenPages::hand_over(account::Call const& call)
{
    return step(call, Action::HandOver, tender_in(call.form));
}

html::Answer KitchenPages::refuse_form(account::Call const& call)
{
    auto const id = call.request.path_number("order");
    auto const order = id ? find_in_shop(database_, call.shop->id, OrderId{*id}) : std::nullopt;
    if (!order) return html::not_found();
    auto const board = "/cuisine/" + call.shop->slug;
    if (order->facts.status != Status::Pending)
        return http::see_other(refused_address(board, OrderId{*id}, Refusal::TakenBySomeoneElse));

    html::View view{"order/refusal.html", Language::French};
    view.set("ORDER", *id).set("NUMBER", order->short_number()).set("SHOP_SLUG", call.shop->slug);
    view.set("CSRF", call.csrf).set("SUMMARY", summary_with_sizes(*order));
    view.set("PROMISED", pizzeria::clock_text(order->promised_to, call.shop->time_zone));
    auto const board_now = read_board(database_, call.shop->id);
    if (auto const lacks = board_now.shortages.find(order->facts.id); lacks != board_now.shortages.end())
        view.add("SHORT").set("WORDS", shortage_words(lacks->second, *catalogue_.current()));
    if (call.request.query.has("raison")) view.add("ERROR").set("TEXT", sentence_of(Refusal::ReasonMissing));
    return staff_page("Refuser la " + order->short_number(), std::move(view), "sheet");
}

} // namespace ocp::order
