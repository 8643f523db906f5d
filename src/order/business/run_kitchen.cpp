#include "order/business/run_kitchen.h"

#include "order/model/order_store.h"
#include "stock/business/hold_stock.h"

namespace ocp::order {

Board read_board(db::Database& database, PizzeriaId shop)
{
    return database.read_snapshot([&](db::Reader const& reader) {
        Board board;
        for (auto& order :
            orders_of_shop(reader, shop, {Status::Pending, Status::InPreparation, Status::Ready})) {
            if (order.facts.status == Status::Pending)
                board.to_prepare.push_back(std::move(order));
            else if (order.facts.status == Status::InPreparation)
                board.in_preparation.push_back(std::move(order));
            else
                board.ready.push_back(std::move(order));
        }
        for (auto const& [order, shortage] : stock::shop_shortages(reader, shop))
            board.shortages[order].push_back(shortage);
        board.cursor = outbox::now_cursor(reader);
        return board;
    });
}

Run read_run(db::Database& database, PizzeriaId shop, UserId driver)
{
    return database.read_snapshot([&](db::Reader const& reader) {
        Run run;
        for (auto& order :
            orders_of_shop(reader, shop, {Status::InPreparation, Status::Ready, Status::InDelivery})) {
            if (order.facts.mode != pizzeria::Mode::Delivery) continue;
            if (order.facts.status == Status::InPreparation)
                run.in_kitchen.push_back(std::move(order));
            else if (order.facts.status == Status::Ready)
                run.ready.push_back(std::move(order));
            else if (order.facts.driver == driver)
                run.mine.push_back(std::move(order));
        }
        run.cursor = outbox::now_cursor(reader);
        return run;
    });
}

std::optional<OrderView> find_in_shop(db::Database& database, PizzeriaId shop, OrderId order)
{
    return database.read_snapshot([&](db::Reader const& reader) { return find_order(reader, shop, order); });
}

std::optional<std::string> taken_by(db::Database& database, OrderFacts const& order)
{
    auto const who = order.status == Status::InDelivery || order.status == Status::Delivered
        ? order.driver
        : order.pizzaiolo;
    if (!who) return std::nullopt;
    return database.read([&](db::Reader const& reader) { return name_of(reader, *who); });
}

} // namespace ocp::order
