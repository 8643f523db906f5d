#include "cart/model/cart_store.h"

namespace ocp::cart {

namespace {

void remove(db::Transaction& tx, CartId cart)
{
    tx.write("UPDATE sessions SET cart_id = NULL WHERE cart_id = :cart", {{"cart", cart}});
    empty(tx, cart);
    tx.write("DELETE FROM carts WHERE id = :cart", {{"cart", cart}});
}

/// One after the other as everybody does, so that no two wait for each other.
void lock_both(db::Transaction& tx, CartId one, CartId other)
{
    tx.rows<CartId>("SELECT c.id FROM carts c WHERE c.id = :one OR c.id = :other ORDER BY c.id /*lock of c*/",
        {{"one", one}, {"other", other}});
}

} // namespace

std::optional<Cart> find(db::Reader const& reader, CartId id)
{
    std::optional<Cart> cart;
    for (auto const& [shop, code, amends, version, number, line, product, size, quantity, configuration] :
        reader
            .rows<PizzeriaId, std::optional<std::string>, std::optional<OrderId>, std::optional<std::int64_t>,
                std::optional<std::string>, std::optional<std::int64_t>, std::optional<ProductId>,
                std::optional<std::string>, std::optional<int>, std::optional<std::string>>(R"sql(
            SELECT c.pizzeria_id, c.promo_code, c.amends_order_id, c.amends_version,
                   c.amends_number, l.id, l.product_id, l.size, l.quantity, l.configuration
            FROM carts c LEFT JOIN cart_lines l ON l.cart_id = c.id
            WHERE c.id = :id ORDER BY l.id)sql",
                {{"id", id}})) {
        if (!cart) {
            cart = Cart{id, shop, {}, code.value_or(""), {}};
            if (amends) cart->amends = Amends{*amends, version.value_or(0), number.value_or("")};
        }
        if (line)
            cart->lines.push_back(
                {*line, *product, *size, *quantity, product::configuration_from(*configuration)});
    }
    return cart;
}

bool lock_row(db::Transaction& tx, CartId id)
{
    return tx
        .value<CartId>("SELECT c.id FROM carts c WHERE c.id = :id ORDER BY c.id /*lock of c*/", {{"id", id}})
        .has_value();
}

std::optional<Cart> lock(db::Transaction& tx, CartId id)
{
    if (!lock_row(tx, id)) return std::nullopt;
    return find(tx, id);
}

CartId create(db::Transaction& tx, PizzeriaId shop, std::optional<UserId> user, Instant at)
{
    return CartId{tx.insert(R"sql(
        INSERT INTO carts (pizzeria_id, user_id, created_at, updated_at) VALUES (:shop, :user, :at, :at)
        ON CONFLICT (user_id) DO UPDATE SET updated_at = excluded.updated_at RETURNING id)sql",
        {{"shop", shop}, {"user", user}, {"at", at}})};
}

bool add_line(db::Transaction& tx, CartId cart, CartLine const& line, Instant at)
{
    return tx.write(R"sql(
        INSERT INTO cart_lines (cart_id, product_id, size, configuration, quantity, created_at, updated_at)
        VALUES (:cart, :product, :size, :configuration, :quantity, :at, :at)
        ON CONFLICT (cart_id, product_id, size, configuration) DO UPDATE
            SET quantity = cart_lines.quantity + excluded.quantity, updated_at = excluded.updated_at
            WHERE cart_lines.quantity + excluded.quantity <= :most)sql",
               {{"cart", cart}, {"product", line.product}, {"size", line.size},
                   {"configuration", product::text_of(line.configuration)}, {"quantity", line.quantity},
                   {"at", at}, {"most", most_of_a_line}})
        == 1;
}

bool set_quantity(db::Transaction& tx, CartId cart, std::int64_t line, int quantity, Instant at)
{
    if (quantity == 0)
        return tx.write("DELETE FROM cart_lines WHERE cart_id = :cart AND id = :line",
                   {{"cart", cart}, {"line", line}})
            == 1;
    return tx.write("UPDATE cart_lines SET quantity = :quantity, updated_at = :at WHERE cart_id = :cart AND "
                    "id = :line",
               {{"quantity", quantity}, {"at", at}, {"cart", cart}, {"line", line}})
        == 1;
}

void move_to_shop(db::Transaction& tx, CartId cart, PizzeriaId shop, Instant at)
{
    tx.write("UPDATE carts SET pizzeria_id = :shop, updated_at = :at WHERE id = :cart",
        {{"shop", shop}, {"at", at}, {"cart", cart}});
}

void empty(db::Transaction& tx, CartId cart)
{
    tx.write("DELETE FROM cart_lines WHERE cart_id = :cart", {{"cart", cart}});
    tx.write(
        "UPDATE carts SET promo_code = NULL, amends_order_id = NULL, amends_version = NULL, "
        "amends_number = NULL WHERE id = :cart AND (promo_code IS NOT NULL OR amends_order_id IS NOT NULL)",
        {{"cart", cart}});
}

void set_amends(db::Transaction& tx, CartId cart, Amends const& amends, Instant at)
{
    tx.write(R"sql(
        UPDATE carts SET amends_order_id = :order, amends_version = :version, amends_number = :number, updated_at = :at
        WHERE id = :cart)sql",
        {{"order", amends.order}, {"version", amends.version}, {"number", amends.order_number}, {"at", at},
            {"cart", cart}});
}

void clear_amends(db::Transaction& tx, CartId cart, Instant at)
{
    tx.write("UPDATE carts SET amends_order_id = NULL, amends_version = NULL, amends_number = NULL, "
             "updated_at = :at WHERE id = :cart AND amends_order_id IS NOT NULL",
        {{"at", at}, {"cart", cart}});
}

void set_promo_code(db::Transaction& tx, CartId cart, std::string_view code, Instant at)
{
    auto const kept = code.empty() ? std::nullopt : std::optional{code};
    tx.write("UPDATE carts SET promo_code = :code, updated_at = :at WHERE id = :cart",
        {{"code", kept}, {"at", at}, {"cart", cart}});
}

CartId adopt(db::Transaction& tx, CartId visitor_cart, UserId user, Instant at)
{
    auto const own = tx.value<CartId>("SELECT id FROM carts WHERE user_id = :user", {{"user", user}});
    if (own == visitor_cart) return *own; // signed in twice at once, with one cart at hand
    if (own) lock_both(tx, *own, visitor_cart);
    auto const mine = own ? find(tx, *own) : std::nullopt;
    if (!mine || (mine->lines.empty() && !mine->amends)) {
        if (mine) remove(tx, mine->id);
        // Not touched: to an order that was made of it and waits for its payment it is the same cart.
        tx.write("UPDATE carts SET user_id = :user WHERE id = :cart AND user_id IS NULL",
            {{"user", user}, {"cart", visitor_cart}});
        return visitor_cart;
    }
    auto const theirs = find(tx, visitor_cart);
    if ((theirs && theirs->amends) || mine->amends) {
        // A change of an order is not mixed with another cart: what was at hand last counts.
        if (!theirs || theirs->lines.empty()) {
            remove(tx, visitor_cart);
            return mine->id;
        }
        empty(tx, mine->id);
    }
    // "WHERE true": SQLite would read ON CONFLICT as a join condition of the SELECT.
    auto const added = tx.write(R"sql(
        INSERT INTO cart_lines (cart_id, product_id, size, configuration, quantity, created_at, updated_at)
        SELECT CAST(:own AS BIGINT), product_id, size, configuration, quantity, created_at, CAST(:at AS BIGINT)
        FROM cart_lines WHERE cart_id = :visitors AND true
        ON CONFLICT (cart_id, product_id, size, configuration) DO UPDATE
            SET quantity = CASE WHEN cart_lines.quantity + excluded.quantity > :most THEN :most
                                ELSE cart_lines.quantity + excluded.quantity END,
                updated_at = excluded.updated_at)sql",
        {{"own", mine->id}, {"at", at}, {"visitors", visitor_cart}, {"most", most_of_a_line}});
    if (added > 0)
        tx.write(R"sql(
            UPDATE carts SET (pizzeria_id, promo_code, amends_order_id, amends_version, amends_number)
                = (SELECT v.pizzeria_id, COALESCE(v.promo_code, carts.promo_code), v.amends_order_id, v.amends_version,
                          v.amends_number FROM carts v WHERE v.id = :visitors), updated_at = :at
            WHERE id = :own)sql",
            {{"visitors", visitor_cart}, {"at", at}, {"own", mine->id}});
    remove(tx, visitor_cart);
    return mine->id;
}

void remove_cart_of(db::Transaction& tx, UserId user)
{
    auto const cart = tx.value<CartId>("SELECT id FROM carts WHERE user_id = :user", {{"user", user}});
    if (cart) remove(tx, *cart);
}

std::int64_t remove_left_carts(db::Transaction& tx, Instant before, Instant of_persons, std::int64_t limit)
{
    auto const carts = tx.rows<CartId>(R"sql(
        SELECT c.id FROM carts c
        WHERE c.updated_at < :before
          AND (c.updated_at < :persons OR c.user_id IS NULL)
          AND (c.user_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM sessions s WHERE s.cart_id = c.id))
          AND NOT EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_id = c.id AND l.updated_at >= :before
                                                       AND (c.user_id IS NULL OR l.updated_at >= :persons))
        ORDER BY c.updated_at LIMIT :limit /*lock skip*/)sql",
        {{"before", before}, {"persons", of_persons}, {"limit", limit}});
    for (auto const& [cart] : carts)
        remove(tx, cart);
    return static_cast<std::int64_t>(carts.size());
}

} // namespace ocp::cart
