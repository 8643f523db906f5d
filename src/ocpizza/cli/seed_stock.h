#pragma once

#include "ocpizza/cli/seed_catalogue.h"
#include "ocpizza/cli/seed_rows.h"
#include "ocpizza/cli/seed_shops.h"
#include "product/model/product.h"

#include <utility>
#include <vector>

namespace ocp::seeds {

/// What lies in each shop while the past is told: goods come in before they are used, and whatever lies there
/// is the sum of the movements written.
class StockBook {
public:
    /// `first_movement`: the id of the first movement it writes.
    StockBook(SeededIngredients const&, std::vector<SeededShop> const&, std::int64_t first_movement);

    /// The delivery of a morning: what is low, or would not last the day, is filled up.
    void deliver(std::size_t shop, product::Needs const& needed_today, UserId received_by, Instant at);
    /// What an accepted order takes.
    void consume(std::size_t shop, product::Needs const&, OrderId, UserId by, Instant at);
    /// Now and then a box is spoilt.
    void lose(std::size_t shop, std::size_t which, UserId by, Instant at);

    /// The movements noted since the last time, to be written.
    Rows take_movements() { return std::exchange(movements_, no_movements()); }
    /// Fills every shop once more, empties what db/seeds calls sold out, and writes what lies there.
    void close(
        db::Transaction&, std::vector<SeededShop> const&, std::vector<UserId> const& managers, Instant now);

private:
    static Rows no_movements()
    {
        return {"stock_movements",
            {"id", "pizzeria_id", "ingredient_id", "delta", "reason", "order_id", "user_id", "at"}};
    }
    struct Shelf {
        IngredientId ingredient;
        Quantity full, low, pack, there;
    };
    Shelf& shelf(std::size_t shop, IngredientId);
    void move(std::size_t shop, Shelf&, Quantity delta, char const* reason, std::optional<OrderId>, UserId by,
        Instant at);

    std::vector<PizzeriaId> ids_;
    std::vector<std::vector<Shelf>> shelves_; ///< by shop, in order of ingredient
    std::map<std::string, IngredientId> by_code_;
    Rows movements_ = no_movements();
    std::int64_t movement_;
};

} // namespace ocp::seeds
