#include "account/template/account_letter.h"

#include "pizzeria/model/local_time.h"

#include <fmt/format.h>

namespace ocp::account {

namespace {

constexpr std::string_view zone = "Europe/Paris";

struct Words {
    Text subject, heading;
    std::vector<Text> sentences;
    std::string path; ///< of the button; "" for none
    Text label;
    bool has_until = false;
    Text note;
};

Words about_link(Link link, OpenedLink const& opened)
{
    Words words;
    words.has_until = true;
    words.note = tr("Vous n’avez rien demandé\u00a0? Ne faites rien\u00a0: sans ce lien, rien ne change.");
    switch (link) {
    case Link::Reset:
        words.subject = tr("Choisir un nouveau mot de passe");
        words.heading = tr("Choisissez un mot de passe");
        words.sentences = {tr("Vous avez demandé à choisir un mot de passe pour votre compte OC Pizza.")};
        words.path = "/mot-de-passe-oublie/" + opened.token;
        words.label = tr("Choisir un mot de passe");
        return words;
    case Link::SignIn:
        words.subject = tr("Votre lien de connexion");
        words.heading = tr("Connectez-vous d’un geste");
        words.sentences = {tr("Vous avez demandé à vous connecter à OC Pizza sans mot de passe.")};
        words.path = "/connexion/lien/" + opened.token;
        words.label = tr("Me connecter");
        return words;
    case Link::NewEmail:
        break;
    }
    words.subject = tr("Confirmez votre nouvelle adresse e-mail");
    words.heading = tr("Est-ce bien votre adresse\u00a0?");
    words.sentences
        = {tr("Vous avez demandé à utiliser cette adresse pour votre compte OC Pizza. Ouvrez le lien dans le "
              "navigateur où vous êtes connecté.")};
    words.path = "/mon-compte/email/" + opened.token;
    words.label = tr("Confirmer mon adresse");
    return words;
}

Words about_change(mail::Mail const& mail)
{
    Words words;
    auto const at = tr(
        "{} à {}", pizzeria::day_text(mail.written_at, zone), pizzeria::clock_text(mail.written_at, zone));
    if (mail.kind == "account.email_changed") {
        words.subject = words.heading = tr("Votre adresse e-mail a changé");
        words.sentences = {tr(
            "Votre compte OC Pizza utilise une autre adresse depuis {}. Celle-ci ne recevra plus rien.", at)};
        words.note
            = tr("Ce n’était pas vous\u00a0? Appelez votre pizzeria\u00a0: elle fera fermer le compte.");
        return words;
    }
    words.subject = words.heading = tr("Votre mot de passe a changé");
    words.sentences = {tr("Il a été choisi {}. Les autres appareils ont été déconnectés.", at)};
    words.path = "/mot-de-passe-oublie";
    words.label = tr("Ce n’était pas moi");
    words.note = tr("Si c’était vous, il n’y a rien à faire.");
    return words;
}

std::string text_of(Words const& words, std::string const& url, Text const& until, Language language)
{
    auto text = fmt::format("OC Pizza\n\n{}\n\n", words.heading.in(language));
    for (auto const& sentence : words.sentences)
        text += sentence.in(language) + "\n";
    if (!url.empty()) text += fmt::format("\n{}\n{}\n", tr("{}\u00a0:", words.label).in(language), url);
    if (!until.empty()) text += fmt::format("\n{}\n", until.in(language));
    return text + fmt::format("\n{}\n", words.note.in(language));
}

} // namespace

mail::Letter letter_of(mail::Mail const& mail, std::optional<OpenedLink> const& link, std::string_view site,
    html::Templates const& templates)
{
    auto const kind = link_of(mail.kind);
    auto const words = kind && link ? about_link(*kind, *link) : about_change(mail);
    auto const url = words.path.empty() ? std::string{} : std::string{site} + words.path;
    auto const until = words.has_until
        ? tr("Ce lien sert une seule fois, jusqu’à {}.", pizzeria::clock_text(mail.give_up_at, zone))
        : Text{};
    // A link was asked for by an address alone; whose it is, is known since.
    auto const language = link ? link->user.language : mail.language;
    html::View view{"account/account_letter.html", language};
    view.set("LANGUAGE", code_of(language));
    view.set("SUBJECT", words.subject).set("HEADING", words.heading).set("NOTE", words.note);
    for (auto const& sentence : words.sentences)
        view.add("SENTENCE").set("WORDS", sentence);
    if (!url.empty()) view.add("BUTTON").set("URL", url).set("LABEL", words.label);
    if (!until.empty()) view.add("UNTIL").set("WORDS", until);
    return {words.subject.in(language), text_of(words, url, until, language), templates.render(view)};
}

} // namespace ocp::account
