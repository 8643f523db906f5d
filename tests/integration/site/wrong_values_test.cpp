#include "base/refusal_text.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/integration/site/route_address.h"
#include "tests/support/page_text.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace ocp {
namespace {

using order::Status;
using pizzeria::Mode;
using test::alert_of;
using test::Browser;
using test::fault_beside;
using testing::EndsWith;
using testing::HasSubstr;

constexpr auto no_ids
    = {"abc", "-1", "0", "99999999999999999999", "1e3", "1.5", "0x1", "+1", "1%20", "%C3%A9"};
constexpr auto no_quantities
    = {"-3", "1e3", "51", "", "abc", "1.5", "0x1", "99999999999999999999", " 2", "2 "};

/// Values of a wrong kind where an id or a quantity belongs.
struct WrongValues : test::OnBothSites {
    Browser administrator = site.signed_in(site.administrator);
};
OCP_ON_BOTH_ENGINES(WrongValues);

TEST_P(WrongValues, in_the_address_of_an_order_are_no_order)
{
    auto const before = site.state();
    for (auto const& route : route_table()) {
        if (!test::is_of_an_order(route)) continue;
        for (auto const* const id : no_ids) {
            SCOPED_TRACE(fmt::format("{} of {}", route.name, id));
            auto const path = test::address_of(route, {.shop = test::RunningSite::slug_here, .order = id});
            EXPECT_EQ(test::asked(administrator, route, path).status, 404U);
        }
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(WrongValues, in_the_address_of_a_cart_line_are_no_line)
{
    auto visitor = site.with_cart();
    auto const before = site.state();
    for (auto const* const id : no_ids) {
        SCOPED_TRACE(id);
        auto const answer = visitor.post(fmt::format("/panier/lignes/{}", id), {{"quantity", "2"}});
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(answer.header("location"), "/panier");
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(WrongValues, as_a_quantity_to_add_are_refused_with_the_limits)
{
    auto visitor = site.with_cart();
    auto const before = site.state();
    std::vector<std::string> quantities{no_quantities.begin(), no_quantities.end()};
    quantities.emplace_back("0");
    for (auto const& quantity : quantities) {
        SCOPED_TRACE(quantity);
        auto const answer
            = visitor.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}, {"quantity", quantity}});
        EXPECT_EQ(answer.status, 303U);
        EXPECT_THAT(alert_of(visitor.follow(answer).body),
            EndsWith(test::french(sentence_of(Refusal::QuantityInvalid))));
    }
    EXPECT_EQ(
        visitor.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}, {"quantity", "50"}}).status, 303U);
    EXPECT_EQ(site.state(), before) << "1 and 50 are more than 50";
}

TEST_P(WrongValues, as_the_quantity_of_a_line_are_refused_with_the_limits)
{
    auto visitor = site.with_cart();
    auto const line = fmt::format("/panier/lignes/{}", site.shop().number("SELECT MAX(id) FROM cart_lines"));
    auto const before = site.state();
    for (auto const* const quantity : no_quantities) {
        SCOPED_TRACE(quantity);
        auto const answer = visitor.post(line, {{"quantity", quantity}});
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(alert_of(visitor.follow(answer).body), test::french(sentence_of(Refusal::QuantityInvalid)));
    }
    EXPECT_EQ(alert_of(visitor.follow(visitor.post(line)).body),
        test::french(sentence_of(Refusal::QuantityInvalid)));
    EXPECT_EQ(site.state(), before);
    EXPECT_EQ(visitor.post(line, {{"quantity", "0"}}).header("location"), "/panier");
    EXPECT_THAT(visitor.get("/panier").body, HasSubstr("Votre panier attend sa première pizza"));
}

TEST_P(WrongValues, as_a_product_are_refused_and_named)
{
    auto visitor = site.with_cart();
    auto const before = site.state();
    for (auto const* const item : {"", "abc", "1", "1:", ":M", "1:XXL", "1:S", "-1:M", "0:M", "99:M",
             "99999999999999999999:M", "1:M:L", "1e0:M", " 1:M"}) {
        SCOPED_TRACE(item);
        auto const answer = visitor.post("/pizzerias/part-dieu/panier", {{"item", item}, {"quantity", "1"}});
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(alert_of(visitor.follow(answer).body), test::french(sentence_of(Refusal::UnknownProduct)));
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(WrongValues, as_ticked_orders_tick_nothing)
{
    auto driver = site.signed_in(site.here.driver);
    test::Form too_many;
    for (int i = 1; i <= 21; ++i)
        too_many.emplace_back("order", std::to_string(i));
    std::vector<test::Form> forms{{}, too_many};
    for (auto const* const id : {"", "abc", "-1", "0", "99999999999999999999", "1e3", " 1"})
        forms.push_back({{"order", id}});
    auto const before = site.state();
    for (auto const& form : forms) {
        SCOPED_TRACE(test::encoded(form));
        auto const answer = driver.post("/livraisons/part-dieu/depart", form);
        EXPECT_EQ(answer.status, 303U);
        EXPECT_EQ(alert_of(driver.follow(answer).body), "Cochez au moins une commande avant de partir.");
    }
    EXPECT_EQ(driver.post("/livraisons/part-dieu/depart", {{"order", "987654321"}}).status, 404U);
    EXPECT_EQ(site.state(), before);
}

TEST_P(WrongValues, as_means_of_payment_leave_the_order_unpaid)
{
    auto const id = site.shop().order_at(Status::Ready, Mode::Pickup).value();
    auto const before = site.state();
    for (auto const* const means : {"", "bitcoin", "online", "CASH", "0"}) {
        SCOPED_TRACE(means);
        auto const answer = administrator.post(
            fmt::format("/cuisine/part-dieu/commandes/{}/retrait", id), {{"means", means}});
        EXPECT_EQ(answer.status, 303U);
        EXPECT_THAT(alert_of(administrator.follow(answer).body),
            EndsWith(test::french(sentence_of(Refusal::AmountDue))));
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(WrongValues, of_money_and_of_the_orders_state_are_not_asked_for_at_checkout)
{
    auto buyer = site.with_cart(2);
    auto const form = test::with(test::checkout_form(buyer),
        {{"price", "1"}, {"unit_price", "-500"}, {"items_total", "0"}, {"discount", "1900"},
            {"discount_total", "1900"}, {"promo_code", "GRATUIT"}, {"delivery_fee", "0"}, {"fee", "-250"},
            {"vat_rate", "0"}, {"currency", "XPF"}, {"total", "1"}, {"payment_status", "paid"},
            {"order_status", "delivered"}, {"status", "ready"}, {"pizzeria", "2"}, {"client_id", "1"},
            {"role", "manager"}, {"channel", "counter"}, {"promised_from", "0"}});
    EXPECT_EQ(buyer.post("/commander", form).status, 303U);
    EXPECT_EQ(site.shop().words(
                  "SELECT items_total || ' ' || delivery_fee || ' ' || discount_total || ' ' || total || "
                  "' ' || payment_status || ' ' || order_status || ' ' || pay_on || ' ' || channel || ' ' "
                  "|| pizzeria_id FROM orders ORDER BY id DESC LIMIT 1"),
        std::vector<std::string>{"2000 250 0 2250 unpaid pending reception web 1"});
    EXPECT_THAT(site.shop().faults(), testing::IsEmpty());
}

TEST_P(WrongValues, as_a_saved_address_or_a_total_are_refused_at_checkout)
{
    auto buyer = site.with_cart(site.person("Alice"));
    auto const form = test::with(test::checkout_form(buyer), {{"line", ""}});
    auto const before = site.state();
    for (auto const* const id : {"", "abc", "99999999999999999999", "1e3"}) {
        auto const answer = buyer.post("/commander", test::with(form, {{"address", id}}));
        EXPECT_EQ(answer.status, 422U);
        EXPECT_EQ(fault_beside(answer.body, "line"), test::french(sentence_of(Refusal::AddressIncomplete)))
            << id;
    }
    for (auto const* const id : {"-1", "0", "987654321"}) {
        auto const answer = buyer.post("/commander", test::with(form, {{"address", id}}));
        EXPECT_EQ(answer.status, 404U);
        EXPECT_EQ(fault_beside(answer.body, "address"), test::french(sentence_of(Refusal::UnknownThing)))
            << id;
    }
    for (auto const* const total : {"", "abc", "-1", "0", "1", "1e3", "99999999999999999999"}) {
        auto const changed = test::with(form, {{"line", "4 rue Bât"}, {"total_delivery", total}});
        auto const answer = buyer.post("/commander", changed);
        EXPECT_EQ(answer.status, 409U);
        EXPECT_EQ(fault_beside(answer.body, "mode"), test::french(sentence_of(Refusal::PriceChanged)))
            << total;
    }
    EXPECT_EQ(site.state(), before);
}

TEST_P(WrongValues, in_a_question_are_no_question)
{
    for (auto const* const path :
        {"/cuisine/part-dieu?commande=abc&refus=prise",
            "/cuisine/part-dieu?commande=99999999999999999999&refus=prise",
            "/livraisons/part-dieu?commande=-1&refus=due", "/pizzerias/part-dieu?ajoute=1&produit=abc&item=M",
            "/pizzerias/part-dieu?epuise=1&produit=99999999999999999999&item=1:M",
            "/cuisine/part-dieu/fiches/margherita?taille=XXL&commande=abc"}) {
        auto const answer = administrator.get(path);
        EXPECT_EQ(answer.status, 200U) << path;
        EXPECT_EQ(alert_of(answer.body), "") << path;
    }
    for (auto const* const from : {"abc", "1-2-3", "1-99999999999999999999-1", "%C3%A9"})
        EXPECT_EQ(administrator.get(fmt::format("/pizzerias/part-dieu/flux?from={}", from)).status, 200U);
}

} // namespace
} // namespace ocp
