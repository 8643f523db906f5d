#include "account/template/account_pages.h"

#include "account/business/register_account.h"
#include "account/template/form_faults.h"
#include "base/refusal_text.h"

#include <algorithm>

namespace ocp::account {

namespace {

/// Where to go afterwards: a path of ours, from the form or the address; "" when none was given.
std::string way_back(Call const& call)
{
    auto const sent = call.form.has("retour") ? call.form.one("retour") : call.request.query.one("retour");
    if (!sent || sent->empty()) return {};
    return http::safe_redirect(*sent);
}

void add_way_back(html::View& view, Call const& call)
{
    if (auto const path = way_back(call); !path.empty()) view.add("BACK").set("PATH", path);
}

html::Page page_of(Text const& title, html::View view, std::optional<Refusal> refusal)
{
    html::Page page{refusal ? tr("Erreur\u00a0: {}", title) : title, std::move(view)};
    page.status = refusal ? status_of(*refusal) : 200;
    if (refusal) page.retry_after = retry_after(*refusal);
    page.indexed = false;
    return page;
}

html::Page sign_in_page(Call const& call, std::string_view email, std::optional<Refusal> refusal)
{
    html::View view{"account/sign_in.html", call.language()};
    view.set("CSRF", call.csrf).set("EMAIL", email);
    add_way_back(view, call);
    if (refusal)
        view.add("ERROR").set("TEXT", sentence_of(*refusal));
    else if (!way_back(call).empty() && way_back(call) != "/")
        view.add("REASON").set("TEXT", sentence_of(Refusal::SignInRequired));
    return page_of(tr("Connexion"), std::move(view), refusal);
}

constexpr ShownField shown_fields[] = {
    {"firstname", "firstname", "FIRSTNAME_ERROR"},
    {"lastname", "lastname", "LASTNAME_ERROR"},
    {"email", "email", "EMAIL_ERROR"},
    {"password", "password", "PASSWORD_ERROR"},
    {"confirmation", "password-again", "AGAIN_ERROR"},
};

html::Page register_page(Call const& call, Registration const& form, std::vector<FieldFault> const& faults)
{
    html::View view{"account/register.html", call.language()};
    view.set("CSRF", call.csrf).set("FIRSTNAME", form.firstname).set("LASTNAME", form.lastname);
    view.set("EMAIL", form.email);
    add_way_back(view, call);
    if (faults.empty()) return page_of(tr("Créer un compte"), std::move(view), std::nullopt);
    add_faults(view, shown_fields, faults);
    for (auto const& fault : faults)
        view.show_if(fault.second == Refusal::EmailTaken, "EMAIL_TAKEN");
    return page_of(tr("Créer un compte"), std::move(view), faults.front().second);
}

Registration registration_from(Call const& call)
{
    auto const& form = call.form;
    return {form.trimmed("firstname"), form.trimmed("lastname"), form.trimmed("email"),
        std::string{form.one("password").value_or("")}, std::string{form.one("password_again").value_or("")}};
}

/// Where a person with these roles begins.
std::string_view first_screen(std::vector<HeldRole> const& roles)
{
    if (roles.empty()) return "/";
    auto const is_operator = [](HeldRole const& held) { return held.role == Role::Operator; };
    return std::all_of(roles.begin(), roles.end(), is_operator) ? "/supervision" : "/equipe";
}

/// Staff land on their screens, customers where they came from.
std::string landing(Call const& call, SignedIn const& signed_in)
{
    if (auto const path = way_back(call); !path.empty() && path != "/") return path;
    return std::string{first_screen(signed_in.roles)};
}

} // namespace

SignInRequest AccountPages::request_from(Call const& call) const
{
    auto const& form = call.form;
    return {form.trimmed("email"), std::string{form.one("password").value_or("")}, call.request.peer,
        std::string{call.request.cookie(cookies_.device_name())},
        std::string{call.request.header("user-agent")}, call.who, call.now};
}

http::Response AccountPages::welcome(Call const& call, SignedIn const& signed_in) const
{
    return http::see_other(landing(call, signed_in))
        .with("Set-Cookie", cookies_.session(signed_in.session))
        .with("Set-Cookie", cookies_.device(signed_in.device_cookie));
}

html::Answer AccountPages::sign_in_form(Call const& call)
{
    if (call.who.signed_in()) return http::see_other(std::string{first_screen(call.who.roles)});
    return sign_in_page(call, "", std::nullopt);
}

html::Answer AccountPages::sign_in(Call const& call)
{
    auto const request = request_from(call);
    auto const signed_in = account::sign_in(tools_, request);
    if (!signed_in) return sign_in_page(call, request.email, signed_in.error());
    return welcome(call, *signed_in);
}

html::Answer AccountPages::register_form(Call const& call)
{
    if (call.who.signed_in()) return http::see_other("/");
    return register_page(call, {}, {});
}

html::Answer AccountPages::register_account(Call const& call)
{
    auto const form = registration_from(call);
    if (auto const faults = faults_of(form); !faults.empty()) return register_page(call, form, faults);
    auto const signed_in = account::register_account(tools_, form, request_from(call));
    if (!signed_in) return register_page(call, form, {{"email", signed_in.error()}});
    return welcome(call, *signed_in);
}

html::Answer AccountPages::sign_out(Call const& call)
{
    if (call.who.session) account::sign_out(tools_.database, *call.who.session);
    return http::see_other("/").with("Set-Cookie", cookies_.no_session());
}

} // namespace ocp::account
