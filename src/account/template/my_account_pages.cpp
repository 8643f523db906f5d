#include "account/template/my_account_pages.h"

#include "account/business/addresses.h"
#include "account/model/own_pages.h"
#include "account/template/device_name.h"
#include "account/template/form_faults.h"
#include "base/refusal_text.h"
#include "mail/business/write_mail.h"
#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <fmt/format.h>

namespace ocp::account {

namespace {

constexpr std::string_view zone = "Europe/Paris";

constexpr ShownField account_fields[] = {
    {"firstname", "firstname", "FIRSTNAME_ERROR"},
    {"lastname", "lastname", "LASTNAME_ERROR"},
    {"phone", "phone", "PHONE_ERROR"},
    {"phone_password", "phone-password", "PHONE_PASSWORD_ERROR"},
    {"new_email", "new-email", "NEW_EMAIL_ERROR"},
    {"email_password", "email-password", "EMAIL_PASSWORD_ERROR"},
    {"own", "own", "OWN_ERROR"},
    {"password", "password", "PASSWORD_ERROR"},
    {"confirmation", "password-again", "AGAIN_ERROR"},
};
constexpr ShownField address_fields[] = {
    {"line", "line", "LINE_ERROR"},
    {"postcode", "postcode", "POSTCODE_ERROR"},
    {"city", "city", "CITY_ERROR"},
};

struct DoneWords {
    std::string_view word;
    Noted text;
};
/// What is told after a redirect, by a word in the address.
constexpr DoneWords done_words[] = {
    {"identite", noted("Vos coordonnées sont enregistrées.")},
    {"lien",
        noted("Un lien part vers la nouvelle adresse, si personne d’autre ne l’utilise. Ouvrez-le d’ici une "
              "heure.")},
    {"email", noted("Votre nouvelle adresse e-mail est en place.")},
    {"mot-de-passe", noted("Votre mot de passe est changé. Vos autres appareils sont déconnectés.")},
    {"adresse", noted("Vos adresses sont à jour.")},
    {"messages", noted("Vos choix sont enregistrés.")},
    {"appareil", noted("C’est fait\u00a0: l’appareil est déconnecté.")},
};

void add_done(html::View& view, Call const& call)
{
    auto const word = call.request.query.one("fait").value_or("");
    for (auto const& done : done_words)
        if (done.word == word) view.add("DONE").set("TEXT", tr(done.text));
}

html::Page page_of(Text const& title, html::View view, std::vector<FieldFault> const& faults)
{
    html::Page page{faults.empty() ? title : tr("Erreur\u00a0: {}", title), std::move(view)};
    page.status = faults.empty() ? 200 : status_of(faults.front().second);
    if (!faults.empty()) page.retry_after = retry_after(faults.front().second);
    page.indexed = false;
    return page;
}

/// Beside which field a refusal is said.
std::string field_for(Refusal refusal, std::string_view password_field, std::string_view other_field)
{
    auto const is_about_password = refusal == Refusal::WrongPassword || refusal == Refusal::AccountBlocked;
    return std::string{is_about_password ? password_field : other_field};
}

std::string typed_or(Call const& call, std::string_view field, std::string const& known)
{
    return call.form.has(field) ? call.form.trimmed(field) : known;
}

void add_address_form(html::View& view, Call const& call, std::optional<SavedAddress> const& changed,
    std::vector<FieldFault> const& faults)
{
    auto form = view.add("FORM");
    form.set("CSRF", call.csrf);
    if (changed) {
        form.set("FORM_TITLE", tr("Modifier l’adresse")).set("BUTTON", tr("Enregistrer")).show("BACK");
        form.set("ACTION", fmt::format("/mon-compte/adresses/{}", changed->id.value()));
    } else {
        form.set("FORM_TITLE", tr("Ajouter une adresse")).set("BUTTON", tr("Ajouter")).show("CAN_BE_DEFAULT");
        form.set("ACTION", "/mon-compte/adresses");
    }
    form.set("LINE", typed_or(call, "line", changed ? changed->line : ""));
    form.set("POSTCODE", typed_or(call, "postcode", changed ? changed->postcode : ""));
    form.set("CITY", typed_or(call, "city", changed ? changed->city : ""));
    add_faults(form, address_fields, faults);
}

} // namespace

SignInRequest MyAccountPages::client_of(Call const& call, std::string_view password_field) const
{
    return {"", std::string{call.form.one(password_field).value_or("")}, call.request.peer,
        std::string{call.request.cookie(cookies_.device_name())},
        std::string{call.request.header("user-agent")}, call.who, call.now};
}

html::Page MyAccountPages::account_page(Call const& call, Faults const& faults) const
{
    auto const& user = call.user();
    auto const [profile, dead] = tools_.database.read([&](db::Reader const& reader) {
        return std::pair{own_profile(reader, user.id), mail::dead_letter_of(reader, user.id, user.email)};
    });
    html::View view{"account/my_account.html", call.language()};
    add_account_nav(view, "/mon-compte");
    add_done(view, call);
    if (dead)
        view.add("DEAD_LETTER")
            .set("ADDRESS", dead->address)
            .set("DATE", pizzeria::day_text(dead->ended_at, zone));
    view.set("CSRF", call.csrf).set("EMAIL", user.email).set("NEW_EMAIL", typed_or(call, "email", ""));
    view.set("FIRSTNAME", typed_or(call, "firstname", user.firstname));
    view.set("LASTNAME", typed_or(call, "lastname", user.lastname));
    view.set("PHONE", typed_or(call, "phone", user.phone));
    view.show(profile && profile->has_password ? "WITH_PASSWORD" : "WITHOUT_PASSWORD");
    add_faults(view, account_fields, faults);
    return page_of(tr("Mon compte"), std::move(view), faults);
}

html::Answer MyAccountPages::show(Call const& call)
{
    return account_page(call, {});
}

html::Answer MyAccountPages::change_identity(Call const& call)
{
    NewIdentity const typed{
        call.form.trimmed("firstname"), call.form.trimmed("lastname"), call.form.trimmed("phone")};
    if (auto const faults = faults_of(typed); !faults.empty()) return account_page(call, faults);
    auto const done = account::change_identity(tools_, call.user(), typed, client_of(call, "password"));
    if (!done)
        return account_page(call, {{field_for(done.error(), "phone_password", "phone"), done.error()}});
    return http::see_other("/mon-compte?fait=identite");
}

html::Answer MyAccountPages::ask_email(Call const& call)
{
    auto const done
        = ask_new_email(tools_, call.user(), call.form.trimmed("email"), client_of(call, "password"));
    if (!done)
        return account_page(call, {{field_for(done.error(), "email_password", "new_email"), done.error()}});
    return http::see_other("/mon-compte?fait=lien");
}

html::Answer MyAccountPages::change_password(Call const& call)
{
    NewPassword const typed{std::string{call.form.one("password").value_or("")},
        std::string{call.form.one("password_again").value_or("")}};
    auto const done = account::change_password(tools_, call.user(), typed, client_of(call, "own"));
    if (!done) {
        auto const other = done.error() == Refusal::PasswordsDiffer ? "confirmation" : "password";
        return account_page(call, {{field_for(done.error(), "own", other), done.error()}});
    }
    return http::see_other("/mon-compte?fait=mot-de-passe")
        .with("Set-Cookie", cookies_.session(done->session))
        .with("Set-Cookie", cookies_.device(done->device_cookie));
}

SavedAddress MyAccountPages::address_from(Call const& call) const
{
    // Without coordinates: an order that goes there places it, and has it checked.
    return {AddressId{0}, call.form.trimmed("line"), call.form.trimmed("postcode"), call.form.trimmed("city"),
        {}, {}, call.form.one("default") == "1"};
}

html::Page MyAccountPages::addresses_page(
    Call const& call, std::optional<SavedAddress> const& changed, Faults const& faults) const
{
    html::View view{"account/my_addresses.html", call.language()};
    add_account_nav(view, "/mon-compte/adresses");
    add_done(view, call);
    auto const own
        = changed ? std::vector<SavedAddress>{} : tools_.database.read([&](db::Reader const& reader) {
              return own_addresses(reader, call.user().id);
          });
    view.show_if(!changed && own.empty(), "EMPTY");
    for (auto const& address : own) {
        auto part = view.add("ADDRESS");
        part.set("ID", address.id.value()).set("LINE", address.line).set("CSRF", call.csrf);
        part.set("POSTCODE", address.postcode).set("CITY", address.city);
        if (address.is_default)
            part.show("DEFAULT");
        else
            part.add("OTHER").set("ID", address.id.value()).set("CSRF", call.csrf);
    }
    if (own.size() < most_addresses)
        add_address_form(view, call, changed, faults);
    else
        view.add("FULL").set("TEXT", sentence_of(Refusal::TooManyAddresses));
    return page_of(tr("Mes adresses"), std::move(view), faults);
}

html::Answer MyAccountPages::addresses(Call const& call)
{
    return addresses_page(call, std::nullopt, {});
}

html::Answer MyAccountPages::add_address(Call const& call)
{
    auto const typed = address_from(call);
    if (auto const faults = faults_of(NewAddress{typed.line, typed.postcode, typed.city}); !faults.empty())
        return addresses_page(call, std::nullopt, faults);
    if (auto const added = add_own_address(tools_.database, call.user().id, typed, call.now); !added)
        return addresses_page(call, std::nullopt, {{"line", added.error()}});
    return http::see_other("/mon-compte/adresses?fait=adresse");
}

html::Answer MyAccountPages::address(Call const& call)
{
    auto const id = call.request.path_number("address");
    auto const own = !id ? std::nullopt : tools_.database.read([&](db::Reader const& reader) {
        return find_own_address(reader, call.user().id, AddressId{*id});
    });
    if (!own) return html::not_found();
    return addresses_page(call, own, {});
}

html::Answer MyAccountPages::change_address(Call const& call)
{
    auto const id = call.request.path_number("address");
    if (!id) return html::not_found();
    auto typed = address_from(call);
    typed.id = AddressId{*id};
    auto const own = tools_.database.read(
        [&](db::Reader const& reader) { return find_own_address(reader, call.user().id, typed.id); });
    if (!own) return html::not_found();
    if (auto const faults = faults_of(NewAddress{typed.line, typed.postcode, typed.city}); !faults.empty())
        return addresses_page(call, typed, faults);
    if (!change_own_address(tools_.database, call.user().id, typed.id, typed, call.now))
        return html::not_found();
    return http::see_other("/mon-compte/adresses?fait=adresse");
}

html::Answer MyAccountPages::default_address(Call const& call)
{
    auto const id = call.request.path_number("address");
    if (!id || !make_default(tools_.database, call.user().id, AddressId{*id}, call.now))
        return html::not_found();
    return http::see_other("/mon-compte/adresses?fait=adresse");
}

html::Answer MyAccountPages::remove_address(Call const& call)
{
    auto const id = call.request.path_number("address");
    if (!id || !remove_own_address(tools_.database, call.user().id, AddressId{*id}, call.now))
        return html::not_found();
    return http::see_other("/mon-compte/adresses?fait=adresse");
}

html::Answer MyAccountPages::messages(Call const& call)
{
    auto const profile
        = tools_.database.read([&](db::Reader const& reader) { return own_profile(reader, call.user().id); });
    html::View view{"account/my_messages.html", call.language()};
    add_account_nav(view, "/mon-compte/messages");
    add_done(view, call);
    view.set("CSRF", call.csrf).set("EMAIL", call.user().email);
    auto const chosen = fmt::format(" {} ", profile ? profile->mail_steps : "");
    for (auto const& step : mail_steps) {
        auto part = view.add("STEP");
        part.set("SLUG", step.slug).set("LABEL", tr(step.label));
        part.show_if(chosen.find(fmt::format(" {} ", step.slug)) != std::string::npos, "CHOSEN");
    }
    return page_of(tr("Mes messages"), std::move(view), {});
}

html::Answer MyAccountPages::choose_messages(Call const& call)
{
    choose_mails(tools_.database, call.user().id, call.form.all("step"), call.now);
    return http::see_other("/mon-compte/messages?fait=messages");
}

html::Answer MyAccountPages::devices(Call const& call)
{
    auto const sessions = tools_.database.read(
        [&](db::Reader const& reader) { return own_sessions(reader, call.user().id, call.now); });
    html::View view{"account/my_devices.html", call.language()};
    add_account_nav(view, "/mon-compte/appareils");
    add_done(view, call);
    for (auto const& session : sessions) {
        auto const name = device_name(session.device);
        auto part = view.add("SESSION");
        part.set("NAME", name);
        part.set("SINCE",
            tr("{} à {}", pizzeria::day_text(session.created_at, zone),
                pizzeria::clock_text(session.created_at, zone)));
        if (session.id == call.who.session)
            part.show("THIS");
        else
            part.add("END").set("ID", session.id.value()).set("CSRF", call.csrf).set("NAME", name);
    }
    if (sessions.size() > 1) view.add("OTHERS").set("CSRF", call.csrf);
    return page_of(tr("Mes appareils"), std::move(view), {});
}

html::Answer MyAccountPages::end_device(Call const& call)
{
    auto const id = call.request.path_number("session");
    if (!id || !end_own_session(tools_.database, call.user().id, SessionId{*id})) return html::not_found();
    return http::see_other("/mon-compte/appareils?fait=appareil");
}

html::Answer MyAccountPages::end_other_devices(Call const& call)
{
    end_other_sessions(tools_.database, call.user().id, *call.who.session);
    return http::see_other("/mon-compte/appareils?fait=appareil");
}

} // namespace ocp::account
