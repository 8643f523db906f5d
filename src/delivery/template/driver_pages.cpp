#include "delivery/template/driver_pages.h"

#include "account/business/rights_rules.h"
#include "delivery/template/run_view.h"
#include "order/business/order_events.h"
#include "order/business/run_kitchen.h"
#include "order/business/staff_step.h"
#include "order/business/staff_stream.h"

#include <charconv>
#include <fmt/format.h>

namespace ocp::delivery {

namespace {

/// The orders ticked in the form; nothing when one of them is no id.
std::optional<std::vector<OrderId>> ticked_orders(http::Fields const& form)
{
    static constexpr std::size_t most_in_a_box = 20;
    std::vector<OrderId> orders;
    for (auto const text : form.all("order")) {
        std::int64_t id = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc{} || end != text.data() + text.size() || id <= 0) return std::nullopt;
        orders.push_back(OrderId{id});
    }
    if (orders.size() > most_in_a_box) return std::nullopt;
    return orders;
}

std::string list_of(account::Call const& call)
{
    return "/livraisons/" + call.shop->slug;
}

} // namespace

html::Answer DriverPages::show(account::Call const& call)
{
    auto const run = order::read_run(database_, call.shop->id, call.user().id);
    auto view = run_view(run, call);
    if (call.request.query.has("aucune"))
        view.add("ALERT").set("TEXT", "Cochez au moins une commande avant de partir.");
    if (auto const words = order::refused_step_text(database_, call)) view.add("ALERT").set("TEXT", *words);
    if (auto const words = order::change_text(database_, call)) view.add("CHANGE").set("TEXT", *words);
    html::Page page{Text{"Livraisons " + call.shop->name}, std::move(view)};
    page.frame = html::Frame::Staff;
    page.body_class = "driver";
    page.indexed = false;
    page.scripts = {"driver.js"};
    page.live = {fmt::format("{}/flux?from={}", list_of(call), outbox::to_text(run.cursor)),
        std::string{order::order_event_kinds}};
    return page;
}

html::Answer DriverPages::stream(account::Call const& call)
{
    return order::staff_stream(hub_, database_, call, account::Right::Delivery);
}

html::Answer DriverPages::depart(account::Call const& call)
{
    auto const orders = ticked_orders(call.form);
    if (!orders || orders->empty()) return http::see_other(list_of(call) + "?aucune=1");
    auto const left = order::depart_with(
        database_, *orders, call.shop->id, order::actor_for(call.acting), call.user().id, call.now);
    if (left) return http::see_other(list_of(call));
    if (left.error().refusal == Refusal::UnknownThing) return html::not_found();
    return http::see_other(order::refused_address(list_of(call), left.error().order, left.error().refusal));
}

html::Answer DriverPages::step(
    account::Call const& call, order::Action action, std::optional<payment::Tender> collected)
{
    auto const id = call.request.path_number("order");
    if (!id) return html::not_found();
    auto const request = order::staff_step(call, OrderId{*id}, action, std::move(collected));
    auto const taken = order::advance_order(database_, request);
    if (taken) return http::see_other(order::taken_address(list_of(call), request));
    if (taken.error() == Refusal::UnknownThing) return html::not_found();
    return http::see_other(order::refused_address(list_of(call), OrderId{*id}, taken.error()));
}

html::Answer DriverPages::deliver(account::Call const& call)
{
    return step(call, order::Action::Deliver, order::tender_in(call.form));
}

html::Answer DriverPages::fail(account::Call const& call)
{
    return step(call, order::Action::Fail, std::nullopt);
}

} // namespace ocp::delivery
