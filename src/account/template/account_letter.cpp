#include "account/template/account_letter.h"

#include "pizzeria/model/local_time.h"

#include <fmt/format.h>

namespace ocp::account {

namespace {

constexpr std::string_view zone = "Europe/Paris";

struct Words {
    std::string subject, heading;
    std::vector<std::string> sentences;
    std::string path, label; ///< of the button; "" for none
    bool has_until = false;
    std::string note;
};

constexpr std::string_view ignore_it
    = "Vous n’avez rien demandé\u00a0? Ne faites rien\u00a0: sans ce lien, rien ne change.";

std::string dated(Instant at)
{
    return fmt::format("{} à {}", pizzeria::day_text(at, zone), pizzeria::clock_text(at, zone));
}

Words about_link(Link link, OpenedLink const& opened)
{
    Words words;
    words.has_until = true;
    words.note = ignore_it;
    switch (link) {
    case Link::Reset:
        words.subject = "Choisir un nouveau mot de passe";
        words.heading = "Choisissez un mot de passe";
        words.sentences = {"Vous avez demandé à choisir un mot de passe pour votre compte OC Pizza."};
        words.path = "/mot-de-passe-oublie/" + opened.token;
        words.label = "Choisir un mot de passe";
        return words;
    case Link::SignIn:
        words.subject = "Votre lien de connexion";
        words.heading = "Connectez-vous d’un geste";
        words.sentences = {"Vous avez demandé à vous connecter à OC Pizza sans mot de passe."};
        words.path = "/connexion/lien/" + opened.token;
        words.label = "Me connecter";
        return words;
    case Link::NewEmail:
        break;
    }
    words.subject = "Confirmez votre nouvelle adresse e-mail";
    words.heading = "Est-ce bien votre adresse\u00a0?";
    words.sentences
        = {"Vous avez demandé à utiliser cette adresse pour votre compte OC Pizza. Ouvrez le lien dans le "
           "navigateur où vous êtes connecté."};
    words.path = "/mon-compte/email/" + opened.token;
    words.label = "Confirmer mon adresse";
    return words;
}

Words about_change(mail::Mail const& mail)
{
    Words words;
    auto const at = dated(mail.written_at);
    if (mail.kind == "account.email_changed") {
        words.subject = "Votre adresse e-mail a changé";
        words.heading = words.subject;
        words.sentences
            = {fmt::format("Votre compte OC Pizza utilise une autre adresse depuis {}. Celle-ci ne recevra "
                           "plus rien.",
                at)};
        words.note = "Ce n’était pas vous\u00a0? Appelez votre pizzeria\u00a0: elle fera fermer le compte.";
        return words;
    }
    words.subject = "Votre mot de passe a changé";
    words.heading = words.subject;
    words.sentences = {fmt::format("Il a été choisi {}. Les autres appareils ont été déconnectés.", at)};
    words.path = "/mot-de-passe-oublie";
    words.label = "Ce n’était pas moi";
    words.note = "Si c’était vous, il n’y a rien à faire.";
    return words;
}

std::string text_of(Words const& words, std::string const& url, std::string const& until)
{
    auto text = fmt::format("OC Pizza\n\n{}\n\n", words.heading);
    for (auto const& sentence : words.sentences)
        text += sentence + "\n";
    if (!url.empty()) text += fmt::format("\n{}\u00a0:\n{}\n", words.label, url);
    if (!until.empty()) text += fmt::format("\n{}\n", until);
    return text + fmt::format("\n{}\n", words.note);
}

} // namespace

mail::Letter letter_of(mail::Mail const& mail, std::optional<OpenedLink> const& link, std::string_view site,
    html::Templates const& templates)
{
    auto const kind = link_of(mail.kind);
    auto const words = kind && link ? about_link(*kind, *link) : about_change(mail);
    auto const url = words.path.empty() ? std::string{} : std::string{site} + words.path;
    auto const until = words.has_until
        ? fmt::format("Ce lien sert une seule fois, jusqu’à {}.", pizzeria::clock_text(mail.give_up_at, zone))
        : std::string{};
    html::View view{"account/account_letter.html"};
    view.set("SUBJECT", words.subject).set("HEADING", words.heading).set("NOTE", words.note);
    for (auto const& sentence : words.sentences)
        view.add("SENTENCE").set("WORDS", sentence);
    if (!url.empty()) view.add("BUTTON").set("URL", url).set("LABEL", words.label);
    if (!until.empty()) view.add("UNTIL").set("WORDS", until);
    return {words.subject, text_of(words, url, until), templates.render(view)};
}

} // namespace ocp::account
