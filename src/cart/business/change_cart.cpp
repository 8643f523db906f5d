#include "cart/business/change_cart.h"

#include "cart/model/cart_store.h"
#include "stock/business/hold_stock.h"

namespace ocp::cart {

namespace {

/// The cart to fill, locked: the visitor's, or a new one when there is none, or none any more; a visitor
/// without a session gets one.
std::pair<CartId, std::optional<account::OpenedSession>> own_cart(db::Transaction& tx, RandomSource& random,
    account::Visitor const& visitor, PizzeriaId shop, std::string const& device, Instant at)
{
    if (visitor.cart && lock_row(tx, *visitor.cart)) return {*visitor.cart, std::nullopt};
    auto const cart = create(tx, shop, visitor.user ? std::optional{visitor.user->id} : std::nullopt, at);
    if (visitor.user) return {cart, std::nullopt};
    if (visitor.session) {
        account::give_cart(tx, *visitor.session, cart);
        return {cart, std::nullopt};
    }
    return {cart, account::open_session(tx, random, std::nullopt, cart, {}, device, at)};
}

} // namespace

Result<Added> add_to_cart(db::Database& database, product::CatalogueKeeper const& keeper,
    RandomSource& random, Addition const& addition)
{
    auto const catalogue = keeper.current();
    auto line = addition.line;
    TRY_LET(auto const made,
        product::configure(*catalogue, addition.shop, line.product, line.size, line.configuration));
    line.configuration = made.configuration;
    return database.in_transaction([&](db::Transaction& tx) -> Result<Added> {
        auto const [id, session]
            = own_cart(tx, random, addition.visitor, addition.shop, addition.device, addition.at);
        if (line.id != 0 && !set_quantity(tx, id, line.id, 0, addition.at)) return No{Refusal::UnknownThing};
        if (!add_line(tx, id, line, addition.at)) return No{Refusal::QuantityInvalid};
        auto cart = find(tx, id);
        if (!cart) return No{Refusal::UnknownThing};
        if (cart->shop != addition.shop && cart->amends) return No{Refusal::CartOfAnotherShop};
        if (cart->shop != addition.shop) {
            move_to_shop(tx, id, addition.shop, addition.at);
            cart->shop = addition.shop;
        }
        auto priced = price_now(tx, *catalogue, *cart);
        for (auto const& one : priced.lines)
            if (same_thing(one.line, line) && one.sold_out()) return No{Refusal::SoldOut};
        return Added{session, std::move(priced)};
    });
}

Result<void> set_cart_line(db::Database& database, product::CatalogueKeeper const& keeper,
    account::Visitor const& visitor, std::int64_t line, std::int64_t quantity, Instant at)
{
    if (!visitor.cart) return No{Refusal::UnknownThing};
    if (quantity < 0 || quantity > most_of_a_line) return No{Refusal::QuantityInvalid};
    auto const catalogue = keeper.current();
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        auto const before = lock(tx, *visitor.cart);
        if (!before || !set_quantity(tx, *visitor.cart, line, static_cast<int>(quantity), at))
            return No{Refusal::UnknownThing};
        auto const cart = find(tx, *visitor.cart);
        auto const priced = price_now(tx, *catalogue, *cart);
        for (auto const& one : before->lines)
            if (one.id == line && quantity > one.quantity)
                for (auto const& now : priced.lines)
                    if (now.line.id == line && now.sold_out()) return No{Refusal::SoldOut};
        return {};
    });
}

Result<std::optional<account::OpenedSession>> begin_amendment(
    db::Database& database, RandomSource& random, Amendment const& wanted)
{
    using Session = std::optional<account::OpenedSession>;
    return database.in_transaction([&](db::Transaction& tx) -> Result<Session> {
        auto const own = own_cart(tx, random, wanted.visitor, wanted.shop, wanted.device, wanted.at);
        auto const& [id, session] = own;
        auto const cart = lock(tx, id);
        if (!cart) return No{Refusal::UnknownThing};
        auto const& before = cart->amends;
        if (before && !cart->lines.empty() && before->order == wanted.amends.order
            && before->version == wanted.amends.version)
            return session; // begun before, and gone on with
        if (before)
            empty(tx, id);
        else if (cart->shop != wanted.shop && !cart->lines.empty())
            return No{Refusal::CartOfAnotherShop};
        move_to_shop(tx, id, wanted.shop, wanted.at);
        for (auto const& line : wanted.lines)
            if (!add_line(tx, id, line, wanted.at)) return No{Refusal::QuantityInvalid};
        if (!wanted.promo_code.empty()) set_promo_code(tx, id, wanted.promo_code, wanted.at);
        set_amends(tx, id, wanted.amends, wanted.at);
        return session;
    });
}

std::optional<Amends> give_up_amendment(db::Database& database, account::Visitor const& visitor)
{
    if (!visitor.cart) return std::nullopt;
    return database.in_transaction([&](db::Transaction& tx) -> std::optional<Amends> {
        auto const cart = lock(tx, *visitor.cart);
        if (!cart || !cart->amends) return std::nullopt;
        empty(tx, *visitor.cart);
        return cart->amends;
    });
}

void part_from_order(db::Database& database, account::Visitor const& visitor, Instant at)
{
    if (!visitor.cart) return;
    database.in_transaction([&](db::Transaction& tx) {
        clear_amends(tx, *visitor.cart, at);
        return true;
    });
}

bool move_cart_to(db::Database& database, account::Visitor const& visitor, PizzeriaId shop, Instant at)
{
    if (!visitor.cart) return false;
    return database
        .in_transaction([&](db::Transaction& tx) -> Result<void> {
            auto const cart = lock(tx, *visitor.cart);
            if (!cart || cart->amends) return No{Refusal::UnknownThing};
            move_to_shop(tx, *visitor.cart, shop, at);
            return {};
        })
        .has_value();
}

void drop_cart_of(db::Transaction& tx, UserId user)
{
    remove_cart_of(tx, user);
}

PricedCart price_now(db::Reader const& reader, product::Catalogue const& catalogue, Cart const& cart)
{
    return price_cart(catalogue, stock::read_shelf(reader, cart.shop, cart.changed_order()), cart);
}

std::optional<CartNow> cart_now(db::Reader const& reader, product::Catalogue const& catalogue,
    account::Visitor const& visitor, Instant at)
{
    if (!visitor.cart) return std::nullopt;
    auto cart = find(reader, *visitor.cart);
    if (!cart) return std::nullopt;
    auto priced = price_now(reader, catalogue, *cart);
    auto promo
        = promo_of(reader, *cart, priced, visitor.user ? std::optional{visitor.user->id} : std::nullopt, at);
    return CartNow{std::move(*cart), std::move(priced), std::move(promo)};
}

CartChip cart_chip(
    db::Reader const& reader, product::Catalogue const& catalogue, account::Visitor const& visitor)
{
    if (!visitor.cart) return {};
    auto const cart = find(reader, *visitor.cart);
    if (!cart) return {};
    CartChip chip{0, {}, cart->shop};
    for (auto const& line : cart->lines) {
        auto const made
            = product::configure(catalogue, cart->shop, line.product, line.size, line.configuration);
        if (!made) continue;
        chip.count += line.quantity;
        chip.total += made->price * line.quantity;
    }
    return chip;
}

bool lock_cart(db::Transaction& tx, CartId id)
{
    return lock_row(tx, id);
}
std::optional<Cart> cart_in(db::Reader const& reader, CartId id)
{
    return find(reader, id);
}
void empty_cart(db::Transaction& tx, CartId id)
{
    empty(tx, id);
}
CartId adopt_cart(db::Transaction& tx, CartId visitors, UserId user, Instant at)
{
    return adopt(tx, visitors, user, at);
}

} // namespace ocp::cart
