#include "order/template/board_view.h"

#include "base/text.h"
#include "order/business/order_rules.h"
#include "pizzeria/model/local_time.h"
#include "product/model/quantity_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace ocp::order {

namespace {

using pizzeria::Mode;
using namespace std::chrono_literals;

Instant due(OrderView const& order)
{
    return order.facts.mode == Mode::Pickup ? order.promised_from : order.promised_to;
}

std::string_view pace_of(OrderView const& order, Instant now)
{
    if (due(order) <= now) return "late";
    return due(order) - now < 10min ? "soon" : "fine";
}

/// When the kitchen should begin an order of which it need not think for half an hour yet.
std::optional<Instant> begins_later(OrderView const& order, Instant now)
{
    if (order.facts.status != Status::Pending) return std::nullopt;
    for (auto const& [slot, work] : order.facts.plan)
        if (work.points > 0) return slot > now + 30min ? std::optional{slot} : std::nullopt;
    return std::nullopt;
}

std::string_view class_of(product::Change::Kind kind)
{
    switch (kind) {
    case product::Change::Kind::Dough:
        return "dough";
    case product::Change::Kind::Without:
        return "without";
    case product::Change::Kind::Light:
        return "light";
    case product::Change::Kind::Extra:
        return "extra";
    }
    return "";
}

/// «de mozzarella», «d’olives noires».
std::string of_what(std::string_view what)
{
    static constexpr std::string_view elided = "aeiouyh";
    auto const first = text::folded(what).substr(0, 1);
    return (elided.find(first) == std::string_view::npos ? "de " : "d’") + std::string{what};
}

/// «SANS olives noires», «+ 2 × chorizo doux», «PEU de mozzarella», «Reine : SANS olives noires».
std::string shouted(product::Change const& change)
{
    auto const what = text::uncapitalised(change.what);
    auto const words = [&]() -> std::string {
        switch (change.kind) {
        case product::Change::Kind::Dough:
            return change.what;
        case product::Change::Kind::Without:
            return "SANS " + what;
        case product::Change::Kind::Light:
            return "PEU " + of_what(what);
        case product::Change::Kind::Extra:
            return change.portions > 1 ? fmt::format("+ {} × {}", change.portions, what) : "+ " + what;
        }
        return what;
    }();
    return change.half.empty() ? words : change.half + "\u00a0: " + words;
}

void add_lines(
    html::View& ticket, OrderView const& order, BoardPlace const& place, product::Catalogue const& catalogue)
{
    for (auto const& line : order.lines) {
        auto part = ticket.add("LINE");
        part.set("QUANTITY", std::int64_t{line.quantity}).set("NAME", line.name);
        if (!line.size_label.empty()) part.add("SIZE").set("LABEL", line.size_label);
        for (auto const& change : line.changes)
            part.add("CHANGE").set("KIND", class_of(change.kind)).set("WORDS", shouted(change));
        auto const* product = catalogue.find(line.product);
        if (product && product->category != product::Category::Drink)
            part.add("RECIPE").set("LINK",
                fmt::format("/cuisine/{}/fiches/{}?taille={}&commande={}&ligne={}", place.shop.slug,
                    product->slug, line.size, order.facts.id.value(), line.line));
    }
}

void add_hand_over(html::View& ticket, OrderView const& order)
{
    if (order.facts.mode == Mode::Delivery) {
        ticket.show("WAITS_FOR_DRIVER");
        return;
    }
    auto part = ticket.add("HAND_OVER");
    if (auto const owed = amount_due(order.facts); owed > Money{})
        part.add("OWING").set("CUSTOMER", order.contact_name).set("AMOUNT", owed).set("DUE", owed.cents());
    else
        part.add("PAID").set("CUSTOMER", order.contact_name);
}

void add_ticket(html::View& board, std::string_view column, OrderView const& order, Board const& all,
    BoardPlace const& place, product::Catalogue const& catalogue)
{
    auto ticket = board.include(column, "order/ticket.html");
    ticket.set("ORDER", order.facts.id.value()).set("NUMBER", order.short_number());
    ticket.set("SHOP_SLUG", place.shop.slug).set("CSRF", place.csrf);
    ticket.set("WAY", order.facts.mode == Mode::Delivery ? "Livraison" : "À emporter");
    ticket.show_if(order.channel == Channel::Phone, "PHONE_ORDER");
    ticket.show_if(order.channel == Channel::Counter, "COUNTER_ORDER");
    // A pending order has taken no step but being placed, changed, or sent back by a manager.
    ticket.show_if(order.facts.status == Status::Pending && order.facts.version > 1, "MODIFIED");
    if (auto const start = begins_later(order, place.now))
        ticket.add("LATER").set("START", pizzeria::clock_text(*start, place.shop.time_zone));
    ticket.set("PROMISED", pizzeria::clock_text(due(order), place.shop.time_zone));
    ticket.set("PROMISED_MS", due(order).ms()).set("PACE", pace_of(order, place.now));
    add_lines(ticket, order, place, catalogue);
    if (order.address_to_check)
        ticket.add("TO_CHECK")
            .set("ADDRESS", fmt::format("{}, {} {}", order.line, order.postcode, order.city));
    ticket.show_if(order.facts.mode == Mode::Pickup && order.has_alcohol(), "ALCOHOL");
    if (!order.note.empty()) ticket.add("NOTE").set("WORDS", order.note);
    switch (order.facts.status) {
    case Status::Pending:
        ticket.show("START");
        if (auto const lacks = all.shortages.find(order.facts.id); lacks != all.shortages.end())
            ticket.add("SHORT").set("WORDS", shortage_words(lacks->second, catalogue));
        break;
    case Status::InPreparation:
        if (!order.prepared_by.empty()) ticket.add("BY").set("FIRSTNAME", order.prepared_by);
        ticket.show("FINISH");
        break;
    case Status::Ready:
        add_hand_over(ticket, order);
        break;
    default:
        break;
    }
}

void add_column(html::View& view, std::string_view name, std::vector<OrderView> const& orders,
    Board const& board, BoardPlace const& place, product::Catalogue const& catalogue)
{
    for (auto const& order : orders)
        add_ticket(view, name, order, board, place, catalogue);
}

/// «4 Reine · 3 Margherita»: what waits for the oven now, the most first.
std::string oven_words(std::vector<OrderView> const& orders, product::Catalogue const& catalogue, Instant now)
{
    std::map<std::string, int> counts;
    for (auto const& order : orders) {
        if (begins_later(order, now)) continue;
        for (auto const& line : order.lines)
            if (auto const* product = catalogue.find(line.product);
                product && product->category == product::Category::Pizza)
                counts[line.name] += line.quantity;
    }
    std::vector<std::pair<std::string, int>> most{counts.begin(), counts.end()};
    std::stable_sort(
        most.begin(), most.end(), [](auto const& a, auto const& b) { return a.second > b.second; });
    std::string words;
    for (auto const& [pizza, count] : most)
        words += fmt::format("{}{}\u00a0{}", words.empty() ? "" : " · ", count, pizza);
    return words;
}

} // namespace

std::string shortage_words(std::vector<stock::Shortage> const& shortages, product::Catalogue const& catalogue)
{
    std::string words{"Il manque "};
    for (auto const& [ingredient, missing] : shortages) {
        auto const& known = catalogue.ingredients.at(ingredient);
        if (words.size() > sizeof("Il manque ")) words += ", ";
        words += fmt::format("{} ({})", product::quantity_text(missing, known.unit), known.name);
    }
    return words;
}

html::View board_view(Board const& board, BoardPlace const& place, product::Catalogue const& catalogue)
{
    html::View view{"order/board_body.html", Language::French};
    view.set("TO_PREPARE_COUNT", static_cast<std::int64_t>(board.to_prepare.size()));
    view.set("PREPARING_COUNT", static_cast<std::int64_t>(board.in_preparation.size()));
    view.set("READY_COUNT", static_cast<std::int64_t>(board.ready.size()));
    view.show_if(board.to_prepare.empty(), "NONE_TO_PREPARE");
    view.show_if(board.in_preparation.empty(), "NONE_PREPARING");
    view.show_if(board.ready.empty(), "NONE_READY");
    add_column(view, "TO_PREPARE", board.to_prepare, board, place, catalogue);
    add_column(view, "PREPARING", board.in_preparation, board, place, catalogue);
    add_column(view, "READY", board.ready, board, place, catalogue);
    if (auto const words = oven_words(board.to_prepare, catalogue, place.now); !words.empty())
        view.add("OVEN").set("WORDS", words);
    return view;
}

} // namespace ocp::order
