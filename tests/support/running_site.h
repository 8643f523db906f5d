#pragma once

#include "ocpizza/app.h"
#include "tests/support/browser.h"
#include "tests/support/database.h"
#include "tests/support/shop.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace ocp::test {

/// The whole application, serving the group of tests/support/shop.h on a free port from construction to
/// destruction.
class RunningSite {
    // First, since the people below are made in it.
    TestDatabase made_;
    Shop shop_;
    int people_ = 0;

public:
    /// `further`: settings beside those of the tests, or in their place.
    explicit RunningSite(db::Engine, VariableMap further = {});
    ~RunningSite();
    RunningSite(RunningSite const&) = delete;
    RunningSite& operator=(RunningSite const&) = delete;

    struct Team {
        UserId pizzaiolo, driver, manager;
    };
    Team const here{Shop::john, Shop::david, Shop::lola}; ///< of Part-Dieu, which is `Shop::here`
    Team const elsewhere; ///< of Bellecour
    UserId const customer, technician, administrator;
    static constexpr std::string_view slug_here = "part-dieu", slug_elsewhere = "bellecour";

    /// The group behind the site, with its clock on the present.
    Shop& shop();
    App& app() { return *app_; }

    Browser browser() const { return Browser{app_->server.port()}; }
    /// The browser of somebody who signed in before, a page with a token at hand.
    Browser signed_in(UserId);
    /// A browser with so many Margherita in its cart; a visitor's without a person.
    Browser with_cart(int count = 1);
    Browser with_cart(UserId, int count = 1);

    /// A person with an account, an e-mail of its own and no password.
    UserId person(std::string_view firstname);
    /// The same with a role in that shop, or in the group.
    UserId person_with(account::Role, std::optional<PizzeriaId> shop);

    /// Everything of the database that a request could have changed, a line each: equal before and after says
    /// that nothing happened.
    std::vector<std::string> state();

private:
    std::unique_ptr<db::Database> used_;
    std::unique_ptr<App> app_;
    std::thread serving_;
};

/// Runs every case of a suite on both engines, each engine's site serving all cases of the suite:
///
///     struct Doors : test::OnBothSites { };
///     OCP_ON_BOTH_ENGINES(Doors);
class OnBothSites : public testing::TestWithParam<db::Engine> {
protected:
    static void TearDownTestSuite() { sites_.clear(); }
    RunningSite& site = site_on(GetParam());

private:
    static RunningSite& site_on(db::Engine);
    static inline std::map<db::Engine, std::unique_ptr<RunningSite>> sites_;
};

} // namespace ocp::test
