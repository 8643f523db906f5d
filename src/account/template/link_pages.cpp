#include "account/template/link_pages.h"

#include "account/business/register_account.h"
#include "base/refusal_text.h"

namespace ocp::account {

namespace {

/// The page on which one asks for a link.
struct Asking {
    Noted title, intro;
    std::string_view action, other_link;
    Noted other_label;
};
constexpr Asking asking_for_password{noted("Mot de passe oublié"),
    noted(
        "Nous vous envoyons un lien pour choisir un mot de passe, même si votre compte n’en a encore aucun."),
    "/mot-de-passe-oublie", "/connexion", noted("Se connecter")};
constexpr Asking asking_to_sign_in{noted("Connexion par e-mail"),
    noted("Nous vous envoyons un lien qui vous connecte, sans mot de passe."), "/connexion/lien",
    "/connexion", noted("Se connecter avec un mot de passe")};

Asking const& asking_for(Link link)
{
    return link == Link::Reset ? asking_for_password : asking_to_sign_in;
}

html::Page page_of(Text const& title, html::View view, std::optional<Refusal> refusal)
{
    html::Page page{refusal ? tr("Erreur\u00a0: {}", title) : title, std::move(view)};
    page.status = refusal ? status_of(*refusal) : 200;
    if (refusal) page.retry_after = retry_after(*refusal);
    page.indexed = false;
    return page;
}

html::Page ask_page(Call const& call, Link link, std::string_view email, std::optional<Refusal> refusal)
{
    auto const& words = asking_for(link);
    html::View view{"account/ask_link.html", call.language()};
    view.set("CSRF", call.csrf).set("TITLE", tr(words.title)).set("INTRO", tr(words.intro));
    view.set("ACTION", words.action).set("EMAIL", email);
    view.add("OTHER").set("LINK", words.other_link).set("LABEL", tr(words.other_label));
    view.show_if(!refusal && call.request.query.has("envoye"), "SENT");
    if (refusal) view.add("ERROR").set("TEXT", sentence_of(*refusal));
    return page_of(tr(words.title), std::move(view), refusal);
}

html::Page over_page(Call const& call, Noted title, std::string_view ask_again)
{
    html::View view{"account/follow_link.html", call.language()};
    view.set("TITLE", tr(title));
    view.add("OVER")
        .set("TEXT", sentence_of(Refusal::LinkOver))
        .set("LINK", ask_again)
        .set("LABEL", tr("Demander un autre lien"));
    return page_of(tr(title), std::move(view), Refusal::LinkOver);
}

/// What the button on a link's page is for.
struct Following {
    Noted title, words;
    std::string_view action;
    Noted button;
    std::string_view ask_again;
};
constexpr Following following_to_sign_in{noted("Connexion par e-mail"),
    noted("Vous vous connectez au compte"), "/connexion/confirmation", noted("Me connecter"),
    "/connexion/lien"};
constexpr Following following_to_email{noted("Nouvelle adresse e-mail"),
    noted("Votre compte utilisera désormais"), "/mon-compte/nouvelle-adresse",
    noted("Confirmer cette adresse"), "/mon-compte"};

html::Page follow_page(
    Call const& call, Following const& words, std::optional<LinkOwner> const& owner, std::string_view email)
{
    if (!owner) return over_page(call, words.title, words.ask_again);
    html::View view{"account/follow_link.html", call.language()};
    view.set("TITLE", tr(words.title)).set("CSRF", call.csrf);
    view.add("ASK")
        .set("WORDS", tr(words.words))
        .set("EMAIL", email)
        .set("ACTION", words.action)
        .set("BUTTON", tr(words.button))
        .set("CSRF", call.csrf);
    return page_of(tr(words.title), std::move(view), std::nullopt);
}

constexpr Noted title_of_new_password = noted("Nouveau mot de passe");

html::Page password_page(Call const& call, LinkOwner const& owner, std::optional<Refusal> refusal)
{
    html::View view{"account/new_password.html", call.language()};
    view.set("CSRF", call.csrf).set("EMAIL", owner.user.email);
    if (refusal) {
        auto const differs = *refusal == Refusal::PasswordsDiffer;
        view.add("ERRORS")
            .add("ERROR")
            .set("FIELD", differs ? "password-again" : "password")
            .set("TEXT", sentence_of(*refusal));
        view.add(differs ? "AGAIN_ERROR" : "PASSWORD_ERROR").set("TEXT", sentence_of(*refusal));
    }
    return page_of(tr(title_of_new_password), std::move(view), refusal);
}

/// Staff to their screens; who was about to order goes on; others see their orders.
std::string landing(Call const& call, SignedIn const& signed_in)
{
    if (!signed_in.roles.empty()) return "/connexion";
    return call.who.cart ? "/panier" : "/mes-commandes";
}

} // namespace

std::string LinkPages::token_in(Call const& call) const
{
    return std::string{call.request.cookie(cookies_.link_name())};
}

std::optional<LinkOwner> LinkPages::owner(Call const& call, Link link) const
{
    auto const token = token_in(call);
    if (token.empty()) return std::nullopt;
    return tools_.database.read([&](db::Reader const& reader) {
        return behind_link(reader, tools_.link_key, link, token, call.now);
    });
}

SignInRequest LinkPages::client_of(Call const& call) const
{
    return {"", "", call.request.peer, std::string{call.request.cookie(cookies_.device_name())},
        std::string{call.request.header("user-agent")}, call.who, call.now};
}

http::Response LinkPages::welcome(Call const& call, SignedIn const& signed_in) const
{
    return http::see_other(landing(call, signed_in))
        .with("Set-Cookie", cookies_.session(signed_in.session))
        .with("Set-Cookie", cookies_.device(signed_in.device_cookie))
        .with("Set-Cookie", cookies_.no_link());
}

html::Answer LinkPages::ask(Call const& call, Link link)
{
    auto const email = call.form.trimmed("email");
    auto const asked = ask_for_link(tools_, {link, email, call.request.peer, call.now});
    if (!asked) return ask_page(call, link, email, asked.error());
    return http::see_other(std::string{asking_for(link).action} + "?envoye=1");
}

html::Answer LinkPages::open(Call const& call, std::string_view page) const
{
    return http::see_other(std::string{page})
        .with("Set-Cookie", cookies_.link(call.request.path_text("link")))
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
}

html::Answer LinkPages::forgotten_form(Call const& call)
{
    return ask_page(call, Link::Reset, "", std::nullopt);
}

html::Answer LinkPages::forgotten(Call const& call)
{
    return ask(call, Link::Reset);
}

html::Answer LinkPages::open_reset(Call const& call)
{
    return open(call, "/nouveau-mot-de-passe");
}

html::Answer LinkPages::new_password_form(Call const& call)
{
    auto const whose = owner(call, Link::Reset);
    if (!whose) return over_page(call, title_of_new_password, "/mot-de-passe-oublie");
    return password_page(call, *whose, std::nullopt);
}

html::Answer LinkPages::new_password(Call const& call)
{
    auto const whose = owner(call, Link::Reset);
    NewPassword const typed{std::string{call.form.one("password").value_or("")},
        std::string{call.form.one("password_again").value_or("")}};
    auto const signed_in = reset_password(tools_, token_in(call), typed, client_of(call));
    if (signed_in) return welcome(call, *signed_in);
    if (!whose || signed_in.error() == Refusal::LinkOver)
        return over_page(call, title_of_new_password, "/mot-de-passe-oublie");
    return password_page(call, *whose, signed_in.error());
}

html::Answer LinkPages::sign_in_form(Call const& call)
{
    return ask_page(call, Link::SignIn, "", std::nullopt);
}

html::Answer LinkPages::ask_sign_in(Call const& call)
{
    return ask(call, Link::SignIn);
}

html::Answer LinkPages::open_sign_in(Call const& call)
{
    return open(call, "/connexion/confirmation");
}

html::Answer LinkPages::confirm_sign_in_form(Call const& call)
{
    auto const whose = owner(call, Link::SignIn);
    return follow_page(call, following_to_sign_in, whose, whose ? whose->user.email : "");
}

html::Answer LinkPages::confirm_sign_in(Call const& call)
{
    auto const signed_in = sign_in_by_link(tools_, token_in(call), client_of(call));
    if (!signed_in) return over_page(call, following_to_sign_in.title, following_to_sign_in.ask_again);
    return welcome(call, *signed_in);
}

html::Answer LinkPages::open_email(Call const& call)
{
    return open(call, "/mon-compte/nouvelle-adresse");
}

html::Answer LinkPages::confirm_email_form(Call const& call)
{
    auto const whose = owner(call, Link::NewEmail);
    auto const is_own = whose && whose->user.id == call.user().id;
    return follow_page(call, following_to_email, is_own ? whose : std::nullopt, is_own ? whose->address : "");
}

html::Answer LinkPages::confirm_email(Call const& call)
{
    auto const done = account::confirm_email(tools_, token_in(call), call.who, call.now);
    if (!done) return over_page(call, following_to_email.title, following_to_email.ask_again);
    return http::see_other("/mon-compte?fait=email").with("Set-Cookie", cookies_.no_link());
}

} // namespace ocp::account
