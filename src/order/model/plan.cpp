#include "order/model/plan.h"

#include <nlohmann/json.hpp>

namespace ocp::order {

Work& Work::operator+=(Work const& other)
{
    points += other.points;
    pizzas += other.pizzas;
    driver_seconds += other.driver_seconds;
    return *this;
}

Work& Work::operator-=(Work const& other)
{
    points -= other.points;
    pizzas -= other.pizzas;
    driver_seconds -= other.driver_seconds;
    return *this;
}

Work sum_of(Plan const& plan)
{
    Work sum;
    for (auto const& [slot, work] : plan)
        sum += work;
    return sum;
}

Plan& operator+=(Plan& plan, Plan const& other)
{
    for (auto const& [slot, work] : other)
        plan[slot] += work;
    return plan;
}

Plan& operator-=(Plan& plan, Plan const& other)
{
    for (auto const& [slot, work] : other)
        plan[slot] -= work;
    return plan;
}

Plan driving_of(Plan plan)
{
    for (auto& [slot, work] : plan)
        work.points = work.pizzas = 0;
    return plan;
}

std::string text_of(Plan const& plan)
{
    auto rows = nlohmann::json::array();
    for (auto const& [slot, work] : plan)
        if (work != Work{}) rows.push_back({slot.ms(), work.points, work.pizzas, work.driver_seconds});
    return rows.dump();
}

Plan plan_from(std::string_view text)
{
    Plan plan;
    for (auto const& row : nlohmann::json::parse(text))
        plan[Instant::ms(row.at(0).get<std::int64_t>())]
            = {row.at(1).get<std::int64_t>(), row.at(2).get<std::int64_t>(), row.at(3).get<std::int64_t>()};
    return plan;
}

} // namespace ocp::order
