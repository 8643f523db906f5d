#include "order/business/read_till.h"

#include "account/business/note_act.h"
#include "order/business/ask_refund.h"
#include "order/business/refund_by_hand.h"
#include "order/model/order_store.h"
#include "order/model/till_store.h"
#include "payment/business/read_ledger.h"
#include "payment/business/refunds.h"
#include "pizzeria/model/local_time.h"

#include <charconv>
#include <fmt/format.h>

namespace ocp::order {

namespace {

TillDay day_at(Instant noon, std::string_view zone)
{
    return {pizzeria::business_day(noon, zone),
        pizzeria::moment_of(noon, 0, pizzeria::day_begins_minute, zone),
        pizzeria::moment_of(noon, 1, pizzeria::day_begins_minute, zone)};
}

std::optional<int> number_in(std::string_view digits)
{
    auto number = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{} || end != digits.data() + digits.size() || number < 0) return std::nullopt;
    return number;
}

Money open_of(db::Reader const& reader, payment::Refund const& refund)
{
    if (refund.state != payment::Refund::State::Failed) return {};
    auto const open = refunds_to_make_good(reader, refund.order);
    auto const found = open.find(refund.id);
    return found == open.end() ? Money{} : found->second;
}

std::vector<WatchedRefund> named(db::Reader const& reader, std::vector<payment::Refund> refunds)
{
    std::vector<WatchedRefund> all;
    for (auto& refund : refunds) {
        auto const open = open_of(reader, refund);
        auto number = number_of(reader, refund.order).value_or("");
        auto by = refund.by ? name_of(reader, *refund.by).value_or("") : "";
        all.push_back({std::move(refund), std::move(number), std::move(by), open});
    }
    return all;
}

/// Under way, or failed and not made good.
std::vector<WatchedRefund> to_look_at(db::Reader const& reader, PizzeriaId shop)
{
    auto all = named(reader, payment::refunds_to_look_at(reader, shop));
    std::erase_if(all, [](WatchedRefund const& one) {
        return one.refund.state == payment::Refund::State::Failed && one.open == Money{};
    });
    return all;
}

} // namespace

std::optional<TillDay> till_day(std::string_view text, std::string_view zone)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = number_in(text.substr(0, 4)), month = number_in(text.substr(5, 2)),
               day = number_in(text.substr(8, 2));
    if (!year || !month || !day || *year < 2000 || *year > 2200) return std::nullopt;
    std::chrono::year_month_day const date{std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)}, std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    auto const midnight = std::chrono::sys_days{date}.time_since_epoch();
    auto const noon = Instant::ms(std::chrono::duration_cast<std::chrono::milliseconds>(midnight).count())
        + std::chrono::hours{12};
    // Far to the east that moment is on the next day.
    auto const days = pizzeria::local_time(noon, zone).day == *day ? 0 : -1;
    return day_at(pizzeria::moment_of(noon, days, 12 * 60, zone), zone);
}

TillDay till_day(Instant at, std::string_view zone)
{
    auto const date = pizzeria::business_day(at, zone);
    return till_day(fmt::format("{:04}-{:02}-{:02}", date / 10'000, date / 100 % 100, date % 100), zone)
        .value();
}

std::string text_of(TillDay const& day)
{
    return fmt::format("{:04}-{:02}-{:02}", day.date / 10'000, day.date / 100 % 100, day.date % 100);
}

Till read_till(db::Database& database, PizzeriaId shop, TillDay const& day)
{
    return database.read_snapshot([&](db::Reader const& reader) {
        Till till{till_lines_between(reader, shop, day.from, day.until), {}, {},
            till_rates_between(reader, shop, day.from, day.until), orders_owed(reader, shop),
            to_look_at(reader, shop)};
        for (auto const& line : till.lines) {
            till.by_means[line.means] += line.amount;
            till.total += line.amount;
        }
        return till;
    });
}

std::optional<OrderMoney> read_order_money(db::Database& database, PizzeriaId shop, OrderId id)
{
    return database.read_snapshot([&](db::Reader const& reader) -> std::optional<OrderMoney> {
        auto order = find_order(reader, shop, id);
        if (!order) return std::nullopt;
        return OrderMoney{*std::move(order), till_lines_of(reader, id), payment::receipt_heads_of(reader, id),
            named(reader, payment::refunds_for(reader, id)),
            account::acts_about(reader, shop, subject_of(id)), refundable_by_hand(reader, id),
            refund_form_key(reader, id)};
    });
}

} // namespace ocp::order
