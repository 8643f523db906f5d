#include "cart/business/use_promo_code.h"

#include "account/business/limit_clients.h"
#include "base/text.h"
#include "cart/model/cart_store.h"
#include "cart/model/promo_code_store.h"

namespace ocp::cart {

namespace {

/// In a transaction of its own: what is wrong stays counted.
Result<void> count_guess(db::Database& database, std::string_view client_address, Instant at)
{
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (account::count_client(tx, account::Limited::PromoCode, client_address, at)) return {};
        return No{Refusal::TooManyRequests};
    });
}

} // namespace

Promo promo_of(db::Reader const& reader, Cart const& cart, PricedCart const& priced,
    std::optional<UserId> client, Instant at)
{
    if (cart.promo_code.empty()) return {};
    auto found = find_promo_code(reader, cart.promo_code);
    if (!found) return {cart.promo_code, {}, Refusal::PromoCodeInvalid};
    if (auto const use = cart.amends ? use_of(reader, cart.amends->order) : std::nullopt;
        use && use->code == found->code) {
        --found->uses;
        at = use->at;
    } else if (found->uses_per_client) {
        if (!client) return {cart.promo_code, {}, Refusal::PromoCodeForAccounts};
        if (uses_by(reader, *found, *client) >= *found->uses_per_client)
            return {cart.promo_code, {}, Refusal::PromoCodeUsed};
    }
    auto const discount = discount_by(*found, priced, cart.shop, at);
    if (!discount) return {cart.promo_code, {}, discount.error()};
    return {cart.promo_code, *discount, std::nullopt};
}

Result<void> set_cart_promo_code(db::Database& database, account::Visitor const& visitor,
    std::string_view typed, Instant at, std::optional<std::string_view> client_address)
{
    if (!visitor.cart) return No{Refusal::CartEmpty};
    auto const code = promo_code_from(typed);
    auto const guesses = client_address && !text::trimmed(typed).empty();
    if (guesses) TRY(count_guess(database, *client_address, at));
    if (code.empty() && !text::trimmed(typed).empty()) return No{Refusal::PromoCodeInvalid};
    return database.in_transaction([&](db::Transaction& tx) -> Result<void> {
        if (!code.empty() && !find_promo_code(tx, code)) return No{Refusal::PromoCodeInvalid};
        if (guesses) account::forgive_client(tx, account::Limited::PromoCode, *client_address);
        set_promo_code(tx, *visitor.cart, code, at);
        return {};
    });
}

Result<Money> claim_promo_code(
    db::Transaction& tx, Promo const& promo, OrderId order, UserId client, Instant at)
{
    if (promo.code.empty() || promo.refused) return Money{};
    auto const found = find_promo_code(tx, promo.code);
    if (!found || !count_use(tx, *found, order, client, promo.discount, at))
        return No{Refusal::PromoCodeUsed};
    return promo.discount;
}

std::string promo_code_of(db::Reader const& reader, OrderId order)
{
    auto const use = use_of(reader, order);
    return use ? use->code : "";
}

void lock_promo_codes(db::Transaction& tx, OrderId order, Promo const& promo)
{
    lock_codes(tx, order, promo.code);
}

void return_promo_code(db::Transaction& tx, OrderId order, Instant at)
{
    give_back_use(tx, order, at);
}

} // namespace ocp::cart
