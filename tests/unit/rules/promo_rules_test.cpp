#include "cart/business/promo_rules.h"
#include "tests/unit/rules/a_catalogue.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ocp::cart {
namespace {

using namespace product::test;

auto const now = Instant::ms(1'000'000);

PromoCode a_code()
{
    return {1, "BIENVENUE", 10, std::nullopt, Money::cents(1500), Instant::ms(0), Instant::ms(2'000'000),
        std::nullopt, 0, std::nullopt, {}};
}

PricedCart a_cart(std::vector<CartLine> lines)
{
    // Priced lines point into it.
    static auto const catalogue = product::test::a_catalogue();
    return price_cart(catalogue, {}, {CartId{1}, bellecour, std::move(lines)});
}

CartLine a_deal()
{
    return {9, menu, "unit", 1, {"", {}, {}, {{margherita, "M", {}}, {beer, "unit", {}}}}};
}

TEST(PromoCode, takes_its_percentage_off_what_is_at_full_price)
{
    auto const code = a_code();
    EXPECT_EQ(discount_by(code, a_cart({{1, margherita, "M", 2}}), bellecour, now), Money::cents(200));
    EXPECT_EQ(discount_by(code, a_cart({{1, margherita, "M", 2}, {2, calzone, "M", 1}}), bellecour, now),
        Money::cents(200))
        << "the calzone is discounted already";
    EXPECT_EQ(
        discount_by(code, a_cart({{1, margherita, "M", 1}, a_deal()}), bellecour, now), Money::cents(100))
        << "a deal is lowered already";
    auto odd = code;
    odd.percent = 33;
    EXPECT_EQ(discount_by(odd, a_cart({{1, beer, "unit", 1}, {2, margherita, "L", 1}}), bellecour, now),
        Money::cents(577))
        << "577.5 rounded down";
}

TEST(PromoCode, takes_its_amount_and_never_more_than_it_counts_on)
{
    auto code = a_code();
    code.percent.reset();
    code.amount = Money::cents(500);
    EXPECT_EQ(discount_by(code, a_cart({{1, margherita, "M", 2}}), bellecour, now), Money::cents(500));
    EXPECT_EQ(discount_by(code, a_cart({{1, beer, "unit", 1}, {2, calzone, "M", 2}}), bellecour, now),
        Money::cents(450));
}

TEST(PromoCode, says_why_it_does_not_count)
{
    auto const pizzas = a_cart({{1, margherita, "M", 2}});
    auto const refused = [&](auto change, PizzeriaId shop = bellecour) {
        auto code = a_code();
        change(code);
        auto const answer = discount_by(code, pizzas, shop, now);
        return answer ? Refusal::UnknownThing : answer.error();
    };
    EXPECT_EQ(refused([](auto& code) { code.to = now; }), Refusal::PromoCodeInvalid) << "over";
    EXPECT_EQ(refused([](auto& code) { code.from = now + std::chrono::milliseconds{1}; }),
        Refusal::PromoCodeInvalid);
    EXPECT_EQ(refused([](auto& code) { code.shops = {vaise}; }), Refusal::PromoCodeInvalid);
    EXPECT_EQ(refused([](auto& code) { code.max_uses = code.uses = 7; }), Refusal::PromoCodeUsed);
    EXPECT_EQ(refused([](auto& code) { code.minimum = Money::cents(2001); }), Refusal::PromoCodeBelowMinimum);
    EXPECT_EQ(discount_by(a_code(), a_cart({{1, calzone, "M", 2}}), bellecour, now).error(),
        Refusal::PromoCodeNothingToLower);
    auto here = a_code();
    here.shops = {vaise, bellecour};
    EXPECT_TRUE(discount_by(here, pizzas, bellecour, now));
}

TEST(PromoCode, is_read_as_people_type_it)
{
    EXPECT_EQ(promo_code_from("  bienvenue-10 "), "BIENVENUE-10");
    for (auto const* const wrong :
        {"", " ", "a b", "<script>", "été", "' OR 1=1", "123456789012345678901234567890123"})
        EXPECT_EQ(promo_code_from(wrong), "") << wrong;
}

RC_GTEST_PROP(PromoCode, never_makes_a_cart_cost_less_than_nothing, ())
{
    auto code = a_code();
    code.minimum = {};
    if (*rc::gen::inRange(0, 2) == 0) {
        code.percent.reset();
        code.amount = Money::cents(*rc::gen::inRange(1, 10'000));
    } else {
        code.percent = *rc::gen::inRange(1, 101);
    }
    std::vector<CartLine> lines{a_deal()};
    for (auto left = *rc::gen::inRange(0, 4); left > 0; --left)
        lines.push_back({left, *rc::gen::element(margherita, calzone), "M", *rc::gen::inRange(1, 6)});
    auto const cart = a_cart(lines);
    auto const discount = discount_by(code, cart, bellecour, now);
    if (!discount) return;
    RC_ASSERT(*discount >= Money{});
    RC_ASSERT(*discount <= cart.total);
    RC_ASSERT(cart.total - *discount >= Money::cents(1490)); // the deal stays whole
}

} // namespace
} // namespace ocp::cart
