#include "clients/sentry/envelope.h"
#include "ocpizza/deploy/gather.h"
#include "platform/secrets/secrets.h"

#include <array>

namespace ocp::deploy {

namespace {

struct Private {
    std::string_view what;
    std::string_view within; ///< as it might stand in a message
    std::string_view itself;
};
constexpr std::array<Private, 7> nobodys_business{{
    {"an e-mail address", "no account lola.martin@exemple.fr", "lola.martin"},
    {"a telephone number", "call 06 12 34 56 78", "12 34 56"},
    {"a postal address", "to 12 rue des Lilas", "Lilas"},
    {"a password", "password=hunter2", "hunter2"},
    {"a cookie", "Cookie: __Host-s=c29tZWJvZHk", "c29tZWJvZHk"},
    {"a token", "GET /suivi/3q2Vx81aBcDeFgHiJkLmNo", "81aBcDeF"},
    {"a query string", "GET /connexion?retour=/panier", "retour"},
}};

/// An error of today that says all of it wherever a text can stand.
std::string full_envelope()
{
    std::string all;
    for (auto const& one : nobodys_business)
        all.append(one.within).append("\n");
    sentry::Event event;
    event.type = "std::runtime_error";
    event.value = all;
    event.tags = event.extra = {{"said", all}};
    for (auto const& one : nobodys_business) {
        event.tags.emplace_back(one.what, one.within);
        event.breadcrumbs.push_back({{}, "log", sentry::Level::Info, std::string{one.within}});
    }
    sentry::Sender const sender{
        .dsn = {}, .release = "", .environment = "", .server_name = "", .version = ""};
    secrets::SystemRandom random;
    return sentry::envelope_of(event, {}, sender, random, {});
}

} // namespace

std::vector<std::string> what_reports_give_away()
{
    auto const envelope = full_envelope();
    std::vector<std::string> given_away;
    for (auto const& one : nobodys_business)
        if (envelope.find(one.itself) != envelope.npos) given_away.emplace_back(one.what);
    return given_away;
}

} // namespace ocp::deploy
