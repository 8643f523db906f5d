#include "ocpizza/cli/seed_days.h"

#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ocp::seeds {

namespace {

using namespace std::chrono_literals;

constexpr std::array weight_of_weekday{0.75, 0.8, 0.9, 1.0, 1.45, 1.5, 1.15};
constexpr std::int64_t orders_a_shop_and_day = 45;
constexpr int noon = 720;

int weekday_of(SeededShop const& shop, Instant anchor, int offset)
{
    return pizzeria::local_time(pizzeria::moment_of(anchor, offset, noon, shop.time_zone), shop.time_zone)
        .weekday;
}

/// A shop that is open day and night is ordered from at noon and in the evening all the same.
void add_rush_hours(std::vector<pizzeria::OpeningHours>& services, pizzeria::OpeningHours const& service)
{
    constexpr int longest_service = 8 * 60;
    if (service.to_minute - service.from_minute <= longest_service) {
        services.push_back(service);
        return;
    }
    for (auto const& [from, to] : {std::pair{11 * 60 + 30, 15 * 60}, std::pair{18 * 60 + 30, 23 * 60}}) {
        auto rush = service;
        rush.from_minute = std::max(service.from_minute, from);
        rush.to_minute = std::min(service.to_minute, to);
        if (rush.to_minute - rush.from_minute > 60) services.push_back(rush);
    }
}

std::vector<pizzeria::OpeningHours> services_of(SeededShop const& shop, int weekday)
{
    std::vector<pizzeria::OpeningHours> services;
    for (auto const& service : shop.hours)
        if (service.weekday == weekday) add_rush_hours(services, service);
    return services;
}

double weight_of(Dice& dice, SeededShop const& shop, int weekday)
{
    if (services_of(shop, weekday).empty()) return 0;
    auto const weather = 0.85 + 0.3 * dice.unit();
    return shop.sales_weight * weight_of_weekday[static_cast<std::size_t>(weekday - 1)] * weather;
}

int days_for(std::int64_t orders, std::size_t shops)
{
    auto const a_day = static_cast<std::int64_t>(shops) * orders_a_shop_and_day;
    return static_cast<int>(std::clamp<std::int64_t>((orders + a_day - 1) / a_day, 14, 730));
}

} // namespace

PastDays past_days(Dice& dice, std::vector<SeededShop> const& shops, std::int64_t orders, Instant now)
{
    // Two hours back, so that an evening which ends after midnight is as old as the others.
    PastDays past{now - 2h, {}};
    if (orders == 0) return past;

    auto const count = days_for(orders, shops.size());
    std::vector<std::vector<double>> weights;
    double total = 0;
    for (int i = 0; i < count; ++i) {
        auto const offset = i - count;
        past.days.push_back({offset, {}});
        auto& of_day = weights.emplace_back();
        for (auto const& shop : shops)
            total += of_day.emplace_back(weight_of(dice, shop, weekday_of(shop, past.anchor, offset)));
    }

    // What is handed out follows the running sum, so that the parts make exactly the whole.
    double sum = 0;
    std::int64_t given = 0;
    for (std::size_t day = 0; day < past.days.size(); ++day)
        for (auto const weight : weights[day]) {
            sum += weight;
            auto const up_to
                = std::min(orders, std::int64_t{std::llround(sum / total * static_cast<double>(orders))});
            past.days[day].orders.push_back(weight > 0 ? up_to - given : 0);
            given += past.days[day].orders.back();
        }
    return past;
}

std::vector<Instant> order_moments(
    Dice& dice, SeededShop const& shop, Instant anchor, PastDay const& day, std::int64_t count)
{
    std::vector<Instant> moments;
    if (count == 0) return moments;
    auto const services = services_of(shop, weekday_of(shop, anchor, day.offset));
    std::vector<double> likely;
    std::vector<Instant> begin;
    for (auto const& service : services) {
        likely.push_back(service.from_minute < 16 * 60 ? 3 : 7);
        begin.push_back(pizzeria::moment_of(anchor, day.offset, service.from_minute, shop.time_zone));
    }
    for (; count > 0; --count) {
        auto const which = dice.weighted(likely);
        auto const length = services[which].to_minute - services[which].from_minute;
        auto const last = static_cast<double>(length - 20);
        auto const minute = std::clamp(length * (0.42 + 0.33 * dice.bell()), 0.0, last);
        moments.push_back(begin[which] + std::chrono::milliseconds{static_cast<std::int64_t>(minute * 60'000)}
            + std::chrono::milliseconds{dice.between(0, 59'999)});
    }
    std::sort(moments.begin(), moments.end());
    return moments;
}

Instant morning_of(SeededShop const& shop, Instant anchor, PastDay const& day)
{
    return pizzeria::moment_of(anchor, day.offset, 7 * 60, shop.time_zone);
}

} // namespace ocp::seeds
