#include "supervision/template/alert_letter.h"

#include "supervision/template/watch_words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ocp::supervision {

namespace {

constexpr std::string_view page = "/supervision";

/// What every letter says, before it is set in one form or another.
struct Words {
    std::string_view event; ///< for programs
    std::string_view heading, subject_begins;
    bool is_raised;
    std::string sentence, place, time;
    std::string_view advice;
};

std::string subject_of(Words const& words)
{
    auto const place = words.place.empty() ? "" : " – " + words.place;
    return fmt::format("[OC Pizza] {}{}{}", words.subject_begins, words.sentence, place);
}

std::string text_of(Words const& words, std::string_view url)
{
    std::string text = fmt::format("{}\n\n{}\n", words.heading, words.sentence);
    if (!words.place.empty()) text += words.place + "\n";
    text += words.time + "\n";
    if (!words.advice.empty()) text += fmt::format("\n{}\n", words.advice);
    return text + fmt::format("\n{}\n", url);
}

std::string html_of(
    Words const& words, std::string const& subject, std::string const& url, html::Templates const& templates)
{
    html::View view{"supervision/alert_letter.html", Language::French};
    view.set("SUBJECT", subject).set("HEADING", words.heading).set("SENTENCE", words.sentence);
    view.set("TIME", words.time).set("URL", url);
    view.show(words.is_raised ? "RAISED" : "OVER");
    if (!words.place.empty()) view.add("PLACE").set("WHERE", words.place);
    if (!words.advice.empty()) view.add("ADVICE").set("WORDS", words.advice);
    return templates.render(view);
}

Letter letter_from(
    Words const& words, nlohmann::json facts, std::string_view site, html::Templates const& templates)
{
    auto const url = std::string{site} + std::string{page};
    Letter letter;
    letter.subject = subject_of(words);
    letter.text = text_of(words, url);
    letter.html = html_of(words, letter.subject, url, templates);
    facts["event"] = words.event;
    facts["text"] = letter.subject;
    facts["sentence"] = words.sentence;
    facts["place"] = words.place;
    facts["advice"] = words.advice;
    facts["url"] = url;
    // Names of folders may hold bytes that are no UTF-8.
    letter.json = facts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return letter;
}

nlohmann::json facts_of(Incident const& incident)
{
    nlohmann::json facts{{"matter", slug_of(incident.matter)}, {"began_at_ms", incident.began_at.ms()},
        {"resolved_at_ms", nullptr}};
    if (incident.id != 0) facts["incident"] = incident.id;
    if (incident.resolved_at) facts["resolved_at_ms"] = incident.resolved_at->ms();
    return facts;
}

} // namespace

Letter letter_of(Incident const& incident, News news, std::string_view site, html::Templates const& templates)
{
    Concern const concern{Level::Act, incident.matter, incident.place, incident.began_at, incident.figure};
    Words words;
    words.sentence = sentence_of(concern);
    words.place = incident.place;
    words.is_raised = news == News::Raised;
    if (words.is_raised) {
        words.event = "incident.raised";
        words.heading = "À faire";
        words.time = "Constaté " + dated(incident.began_at);
        words.advice = advice_for(incident.matter);
    } else {
        auto const end = incident.resolved_at.value_or(incident.seen_at);
        words.event = "incident.resolved";
        words.heading = "Résolu";
        words.subject_begins = "Résolu\u00a0: ";
        words.time = fmt::format("Constaté {}, résolu {} ({})", dated(incident.began_at), dated(end),
            duration(end - incident.began_at));
    }
    return letter_from(words, facts_of(incident), site, templates);
}

Letter letter_to_try(
    std::string_view machine, std::string_view site, html::Templates const& templates, Instant now)
{
    Words words;
    words.event = "test";
    words.heading = "Essai";
    words.is_raised = false;
    words.sentence = "Essai d’alerte\u00a0: les alertes arrivent bien ici";
    words.place = machine;
    words.time = "Envoyé " + dated(now);
    return letter_from(words, {}, site, templates);
}

} // namespace ocp::supervision
