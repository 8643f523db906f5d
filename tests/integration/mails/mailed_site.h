#pragma once

#include "mail/business/write_mail.h"
#include "ocpizza/mails/courier.h"
#include "tests/support/fake_mail_server.h"
#include "tests/support/running_site.h"

#include <fmt/format.h>

namespace ocp::test {

/// A site whose mails arrive at a fake mail server, each time somebody asks for them.
struct MailedSite {
    explicit MailedSite(db::Engine engine)
        : site{engine,
            {{"SMTP_URL", server.url()}, {"SMTP_REQUIRE_TLS", "false"},
                {"MAIL_FROM", "OC Pizza <bonjour@ocpizza.example>"}}}
    {
    }
    FakeMailServer server;
    RunningSite site;
};

/// Runs every case of a suite on both engines, each engine's site serving all cases of the suite.
class OnBothMailedSites : public testing::TestWithParam<db::Engine> {
protected:
    static void TearDownTestSuite() { sites_.clear(); }
    MailedSite& mailed = on(GetParam());
    RunningSite& site = mailed.site;

    /// What arrives now.
    std::vector<FakeMailServer::Mail> arrived()
    {
        auto const before = mailed.server.mails().size();
        // Steps that a test takes by itself are a few seconds ahead of the site's clock.
        site.shop().sql("UPDATE mails SET next_at = 0 WHERE attempts = 0");
        while (site.app().mails.deliver_one() == mails::Courier::Round::Done) { }
        auto all = mailed.server.mails();
        all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before));
        return all;
    }
    std::string email_of(UserId user)
    {
        return site.shop().words(fmt::format("SELECT email FROM users WHERE id = {}", user.value())).at(0);
    }
    /// The path of the link in the youngest mail that arrives now.
    std::string link_arrived(std::string_view path)
    {
        auto const mails = arrived();
        if (mails.empty()) return {};
        return mails.back().link(std::string{"http://localhost"} + std::string{path}).substr(16);
    }

private:
    static MailedSite& on(db::Engine engine)
    {
        auto& site = sites_[engine];
        if (!site) site = std::make_unique<MailedSite>(engine);
        return *site;
    }
    static inline std::map<db::Engine, std::unique_ptr<MailedSite>> sites_;
};

} // namespace ocp::test
