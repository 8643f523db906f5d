#include "delivery/template/run_view.h"

#include "order/business/order_rules.h"
#include "order/model/order_words.h"
#include "pizzeria/model/local_time.h"
#include "platform/http/forms.h"

#include <fmt/format.h>

namespace ocp::delivery {

namespace {

Text hour(Instant at, account::Call const& call)
{
    return pizzeria::clock_text(at, call.shop->time_zone);
}

/// «4 min» past the promise, or nothing.
std::optional<std::string> lateness(order::OrderView const& order, Instant now)
{
    auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(now - order.promised_to).count();
    if (minutes < 1) return std::nullopt;
    return fmt::format("{}\u00a0min", minutes);
}

void add_stop(html::View& run, order::OrderView const& order, account::Call const& call)
{
    auto stop = run.add("STOP");
    stop.set("ORDER", order.facts.id.value()).set("NUMBER", order.short_number());
    stop.set("SHOP_SLUG", call.shop->slug).set("CSRF", call.csrf);
    stop.set("ADDRESS", order.line).set("POSTCODE", order.postcode).set("CITY", order.city);
    stop.set(
        "ADDRESS_QUERY", http::url_encode(fmt::format("{}, {} {}", order.line, order.postcode, order.city)));
    stop.set("CUSTOMER", order.contact_name).set("PHONE", order::readable_phone(order.contact_phone));
    stop.set("PHONE_LINK", order.contact_phone).set("PROMISED", hour(order.promised_to, call));
    stop.set("CONTENT", order::summary_with_sizes(order));
    stop.show_if(order.has_alcohol(), "ALCOHOL");
    if (!order.note.empty()) stop.add("NOTE").set("WORDS", order.note);
    if (auto const late = lateness(order, call.now)) stop.add("LATE").set("MINUTES", *late);
    if (auto const due = order::amount_due(order.facts); due > Money{})
        stop.add("OWING").set("AMOUNT", due).set("DUE", due.cents());
    else
        stop.show("PAID");
}

void add_waiting(html::View& ready, order::OrderView const& order, account::Call const& call)
{
    auto waiting = ready.add("WAITING");
    waiting.set("ORDER_ID", order.facts.id.value()).set("READY_NUMBER", order.short_number());
    waiting.set("READY_ADDRESS", order.line)
        .set("READY_POSTCODE", order.postcode)
        .set("READY_CITY", order.city);
    waiting.set("READY_PROMISED", hour(order.promised_to, call));
    if (auto const late = lateness(order, call.now)) waiting.add("READY_LATE").set("MINUTES", *late);
    if (auto const due = order::amount_due(order.facts); due > Money{})
        waiting.add("READY_OWING").set("AMOUNT", due);
    waiting.show_if(order.has_alcohol(), "READY_ALCOHOL");
}

} // namespace

html::View run_view(order::Run const& run, account::Call const& call)
{
    html::View view{"delivery/driver.html", Language::French};
    view.set("CSRF", call.csrf).set("SHOP_SLUG", call.shop->slug);
    if (!run.mine.empty()) {
        auto part = view.add("RUN");
        for (auto const& order : run.mine)
            add_stop(part, order, call);
    }
    if (!run.ready.empty()) {
        auto part = view.add("READY");
        part.set("READY_COUNT", static_cast<std::int64_t>(run.ready.size()));
        part.set("SHOP_SLUG", call.shop->slug).set("CSRF", call.csrf);
        for (auto const& order : run.ready)
            add_waiting(part, order, call);
    }
    view.show_if(run.mine.empty() && run.ready.empty(), "NONE");
    if (!run.in_kitchen.empty()) {
        auto soon = view.add("SOON");
        for (auto const& order : run.in_kitchen) {
            auto part = soon.add("SOON_ORDER");
            part.set("SOON_NUMBER", order.short_number()).set("SOON_CITY", order.city);
            part.set("SOON_PROMISED", hour(order.promised_to, call));
        }
    }
    return view;
}

} // namespace ocp::delivery
