#include "cart/model/refill_store.h"

#include "cart/model/cart.h"

namespace ocp::cart {

bool add_former_line(db::Transaction& tx, CartId cart, FormerLine const& line, Instant at)
{
    return tx.write(R"sql(
        INSERT INTO cart_lines (cart_id, product_id, size, configuration, quantity, created_at, updated_at)
        VALUES (:cart, :product, :size, :configuration, :quantity, :at, :at)
        ON CONFLICT (cart_id, product_id, size, configuration) DO UPDATE
            SET quantity = cart_lines.quantity + excluded.quantity, updated_at = excluded.updated_at
            WHERE cart_lines.quantity + excluded.quantity <= :most)sql",
               {{"cart", cart}, {"product", line.product}, {"size", line.size},
                   {"configuration", line.configuration}, {"quantity", line.quantity}, {"at", at},
                   {"most", most_of_a_line}})
        == 1;
}

} // namespace ocp::cart
