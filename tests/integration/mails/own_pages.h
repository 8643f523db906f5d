#pragma once

#include "base/refusal_text.h"
#include "tests/integration/mails/mailed_site.h"
#include "tests/integration/site/checkout_form.h"
#include "tests/support/page_text.h"

#include <gmock/gmock.h>

namespace ocp::test {

/// What people see and change of themselves.
struct OwnPages : OnBothMailedSites {
    int const one = ++people;
    std::string const email = fmt::format("zoe.{}@exemple.fr", one);
    Browser own = registered(email);
    UserId const person{site.shop().number("SELECT MAX(id) FROM users")};
    static constexpr auto password = "cerise-et-4-noyaux";
    static constexpr auto wrong = "cerise-et-5-noyaux";
    static inline int people = 0;

    void SetUp() override
    {
        arrived();
        own.get("/mon-compte");
    }
    Browser registered(std::string const& of)
    {
        auto browser = site.browser();
        browser.post("/inscription",
            {{"firstname", "Zoé"}, {"lastname", "N'Diaye"}, {"email", of}, {"password", password},
                {"password_again", password}});
        browser.get("/mes-commandes");
        return browser;
    }
    std::string user(std::string_view column)
    {
        return site.shop()
            .words(fmt::format("SELECT COALESCE({}, '') FROM users WHERE id = {}", column, person.value()))
            .at(0);
    }
    /// An order of what lies in that cart, to be picked up.
    OrderId buy(Browser& buyer)
    {
        auto const form = with(checkout_form(buyer), {{"mode", "pickup"}});
        EXPECT_THAT(buyer.post("/commander", form).header("location"), testing::StartsWith("/suivi/"));
        return OrderId{site.shop().number("SELECT MAX(id) FROM orders")};
    }
    /// An order of this person, at the counter and paid.
    OrderId picked_up()
    {
        auto const id = placed();
        auto& shop = site.shop();
        shop.step(id, order::Action::Accept, order::Actor::Pizzaiolo);
        shop.step(id, order::Action::Finish, order::Actor::Pizzaiolo);
        shop.step(id, order::Action::HandOver, order::Actor::Pizzaiolo);
        return id;
    }
    OrderId placed(int pizzas = 2)
    {
        auto buyer = own;
        buyer.post("/pizzerias/part-dieu/panier", {{"item", "1:M"}, {"quantity", std::to_string(pizzas)}});
        return buy(buyer);
    }
    void expect_fault(Browser::Answer const& answer, std::string_view field, Refusal refusal)
    {
        EXPECT_EQ(answer.status, status_of(refusal));
        EXPECT_EQ(fault_beside(answer.body, field), french(sentence_of(refusal)));
        EXPECT_EQ(fault_in_summary(answer.body, field), french(sentence_of(refusal)));
    }
    void add_address(std::string const& line)
    {
        EXPECT_EQ(own.post("/mon-compte/adresses", {{"line", line}, {"postcode", "69003"}, {"city", "Lyon"}})
                      .header("location"),
            "/mon-compte/adresses?fait=adresse");
    }
};

} // namespace ocp::test
