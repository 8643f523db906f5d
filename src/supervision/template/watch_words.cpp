#include "supervision/template/watch_words.h"

#include "pizzeria/model/local_time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace ocp::supervision {

namespace {

constexpr std::string_view zone = "Europe/Paris";
constexpr auto space = "\u00a0";
constexpr auto narrow = "\u202f";

std::string with_comma(std::string text)
{
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string hours_and_minutes(std::int64_t minutes)
{
    return fmt::format("{}{}h{}{:02}", minutes / 60, space, space, minutes % 60);
}

} // namespace

std::string decimal(double figure, int digits)
{
    return with_comma(fmt::format("{:.{}f}", figure, digits));
}

std::string percent(double share)
{
    auto const hundredths = share * 100;
    return decimal(hundredths, hundredths > 0 && hundredths < 1 ? 1 : 0) + space + "%";
}

std::string bytes(double count)
{
    static constexpr std::array units{"o", "ko", "Mo", "Go", "To"};
    std::size_t unit = 0;
    while (count >= 999.5 && unit + 1 < units.size()) {
        count /= 1000;
        ++unit;
    }
    return decimal(count, unit > 0 && count < 99.95 ? 1 : 0) + space + units[unit];
}

std::string rate(double bytes_per_second)
{
    // The manual's unit, whatever the figure: two readings must compare at a glance.
    if (bytes_per_second < 999'500) {
        auto const kilo = bytes_per_second / 1000;
        return decimal(kilo, kilo < 9.95 ? 1 : 0) + space + "ko/s";
    }
    return bytes(bytes_per_second) + "/s";
}

std::string count(std::int64_t number)
{
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), narrow);
    return digits;
}

std::string span(std::chrono::microseconds took)
{
    auto const ms = static_cast<double>(took.count()) / 1000;
    if (ms >= 999.5) return decimal(ms / 1000, 1) + space + "s";
    return decimal(ms, 0) + space + "ms";
}

std::string duration(std::chrono::milliseconds length)
{
    auto const seconds = std::max<std::int64_t>(length.count() / 1000, 0);
    if (seconds < 60) return fmt::format("{}{}s", seconds, space);
    auto const minutes = seconds / 60;
    if (minutes < 60) return fmt::format("{}{}min", minutes, space);
    if (minutes < 24 * 60) return hours_and_minutes(minutes);
    return fmt::format("{}{}j {}{}h", minutes / (24 * 60), space, minutes / 60 % 24, space);
}

std::string moment(Instant at, Instant now)
{
    auto const clock = pizzeria::clock_text(at, zone).in(Language::French);
    auto const day = pizzeria::local_time(at, zone).date();
    if (day == pizzeria::local_time(now, zone).date()) return clock;
    if (day == pizzeria::local_time(now - std::chrono::hours{24}, zone).date()) return "hier à " + clock;
    return pizzeria::day_text(at, zone).in(Language::French) + " à " + clock;
}

std::string dated(Instant at)
{
    return "le " + pizzeria::day_text(at, zone).in(Language::French) + " à "
        + pizzeria::clock_text(at, zone).in(Language::French);
}

std::string sentence_of(Concern const& concern)
{
    switch (concern.matter) {
    case Matter::ServerSilent:
        return "Un serveur ne donne plus signe de vie";
    case Matter::ServerFell:
        return "Un serveur est tombé et a été relancé";
    case Matter::QueueFull:
        return fmt::format("La file d’attente est pleine à {}", percent(concern.figure));
    case Matter::RequestsRefused:
        return fmt::format("Des requêtes sont refusées ({} depuis le démarrage)",
            count(static_cast<std::int64_t>(concern.figure)));
    case Matter::EventsLate:
        return fmt::format("Les écrans en direct ont {}{}s de retard", decimal(concern.figure, 1), space);
    case Matter::SessionsLacking:
        return fmt::format("Il manque des connexions à la base ({} attentes perdues depuis le démarrage)",
            count(static_cast<std::int64_t>(concern.figure)));
    case Matter::ErrorsAnswered:
        return fmt::format("Des pages répondent par une erreur ({} depuis le démarrage)",
            count(static_cast<std::int64_t>(concern.figure)));
    case Matter::StorageFull:
        return fmt::format("Le disque est plein à {}", percent(concern.figure));
    case Matter::MemoryShort:
        return fmt::format("La mémoire est utilisée à {}", percent(concern.figure));
    case Matter::ProcessorBusy:
        return fmt::format("Le processeur est occupé à {}", percent(concern.figure));
    case Matter::BackupMissing:
        return "Il n’y a aucune sauvegarde";
    case Matter::BackupOld:
        return "La dernière sauvegarde a plus de 26\u00a0h";
    case Matter::BackupUnreadable:
        return "La dernière sauvegarde n’est pas lisible";
    case Matter::UpkeepFailed:
        return "Le traitement du lundi a échoué";
    case Matter::UpkeepLate:
        return "Le traitement du lundi n’est pas fait";
    case Matter::ErrorsMany:
        return fmt::format("{} des réponses sont des erreurs", percent(concern.figure));
    case Matter::CertificateEnding:
        if (concern.figure <= 0) return "Le certificat du site a expiré";
        return "Le certificat du site expire dans "
            + duration(std::chrono::milliseconds{std::llround(concern.figure * 1000)});
    case Matter::BackupFailed:
        return "Une sauvegarde a échoué";
    case Matter::DatabaseAway:
        return "La base de données ne répond plus";
    case Matter::MailsStopped:
        return "Aucun courriel ne part vers les clients";
    case Matter::MailsLate:
        return fmt::format(
            "Des courriels aux clients attendent ({})", count(static_cast<std::int64_t>(concern.figure)));
    case Matter::SellerUnknown:
        return "Les factures des clients ne peuvent pas être établies";
    case Matter::PaymentsStopped:
        return "Stripe refuse nos demandes\u00a0: aucun paiement en ligne";
    case Matter::PaymentsLate:
        return fmt::format("Des paiements ou remboursements attendent Stripe ({})",
            count(static_cast<std::int64_t>(concern.figure)));
    case Matter::PaymentOdd:
        return "Un paiement demande quelqu’un";
    }
    return "";
}

std::string time_of(Concern const& concern, Instant now)
{
    if (!concern.since) return {};
    auto const ago = duration(now - *concern.since);
    switch (concern.matter) {
    case Matter::RequestsRefused:
    case Matter::SessionsLacking:
    case Matter::ErrorsAnswered:
        return "la dernière fois il y a " + ago;
    case Matter::ServerFell:
    case Matter::UpkeepFailed:
    case Matter::BackupFailed:
        return "il y a " + ago;
    case Matter::CertificateEnding:
        return fmt::format("fin{}: {}", space, moment(*concern.since, now));
    case Matter::ErrorsMany:
        return "depuis cinq minutes";
    case Matter::BackupOld:
    case Matter::BackupUnreadable:
        return fmt::format("faite il y a {} ({})", ago, moment(*concern.since, now));
    case Matter::ServerSilent:
    case Matter::QueueFull:
    case Matter::EventsLate:
    case Matter::StorageFull:
    case Matter::MemoryShort:
    case Matter::ProcessorBusy:
    case Matter::BackupMissing:
    case Matter::UpkeepLate:
    case Matter::DatabaseAway:
    case Matter::MailsStopped:
    case Matter::MailsLate:
    case Matter::SellerUnknown:
    case Matter::PaymentsStopped:
    case Matter::PaymentsLate:
    case Matter::PaymentOdd:
        return fmt::format("depuis {} ({})", ago, moment(*concern.since, now));
    }
    return {};
}

std::string_view advice_for(Matter matter)
{
    switch (matter) {
    case Matter::ServerSilent:
        return "Vérifiez la machine et le superviseur (supervisorctl status), puis relancez le service.";
    case Matter::ServerFell:
        return "Il sert de nouveau. Cherchez la cause dans le journal, à l’heure de la chute.";
    case Matter::QueueFull:
        return "Regardez la base et les requêtes lentes ci-dessous\u00a0; si la charge est normale, "
               "augmentez "
               "WORKERS ou ajoutez un serveur.";
    case Matter::RequestsRefused:
        return "Des clients reçoivent «\u00a0revenez dans un instant\u00a0». Regardez la base et les "
               "requêtes lentes "
               "ci-dessous.";
    case Matter::EventsLate:
        return "Cherchez une longue transaction dans PostgreSQL (pg_stat_activity) et terminez-la.";
    case Matter::SessionsLacking:
        return "La base est trop lente ou bloquée\u00a0: regardez pg_stat_activity.";
    case Matter::ErrorsAnswered:
        return "Transmettez au développement les lignes «\u00a0error\u00a0» du journal.";
    case Matter::StorageFull:
        return "Libérez de la place (journaux, vieilles bases «\u00a0_before_\u00a0») ou agrandissez le "
               "volume.";
    case Matter::MemoryShort:
        return "Regardez dans la liste des programmes lequel grossit\u00a0; relancez-le ou ajoutez de la "
               "mémoire.";
    case Matter::ProcessorBusy:
        return "Regardez dans la liste des programmes lequel travaille\u00a0; ajoutez un serveur si c’est "
               "ocpizza.";
    case Matter::BackupMissing:
    case Matter::BackupOld:
        return "Lancez «\u00a0ocpizza backup\u00a0» et vérifiez la ligne de cron.";
    case Matter::BackupUnreadable:
        return "Lancez «\u00a0ocpizza backups --verify\u00a0», puis une nouvelle sauvegarde.";
    case Matter::ErrorsMany:
        return "Regardez d’abord la base, puis les lignes «\u00a0error\u00a0» du journal\u00a0; si cela suit "
               "une mise à jour, revenez à la version précédente (rollback.sh).";
    case Matter::CertificateEnding:
        return "Lancez «\u00a0certbot renew\u00a0», puis rechargez nginx\u00a0; les navigateurs refuseront "
               "le "
               "site ensuite.";
    case Matter::BackupFailed:
        return "Lancez «\u00a0ocpizza backup\u00a0» sur cette machine\u00a0: la commande dit la cause. Les "
               "sauvegardes précédentes sont intactes.";
    case Matter::DatabaseAway:
        return "Vérifiez PostgreSQL (service, disque, réseau)\u00a0; le site attend et reprend de lui-même.";
    case Matter::MailsStopped:
        return "Le serveur de courriels refuse notre compte, ou son certificat n’est pas reconnu. Vérifiez "
               "SMTP_URL, "
               "SMTP_USER et SMTP_PASSWORD, puis relancez le service\u00a0: rien n’est perdu.";
    case Matter::MailsLate:
        return "Le serveur de courriels est absent, lent ou nous fait attendre\u00a0: voyez le journal "
               "(«\u00a0mail not "
               "sent\u00a0»). Ils partiront d’eux-mêmes.";
    case Matter::SellerUnknown:
        return "Il manque à l’identité légale du groupe ce que la loi veut sur une facture. Lancez "
               "«\u00a0ocpizza "
               "legal\u00a0»\u00a0: la commande dit quoi, et l’écrit.";
    case Matter::PaymentsStopped:
        return "Vérifiez STRIPE_SECRET_KEY et l’état du compte chez Stripe, puis relancez le service\u00a0: "
               "les "
               "commandes restent possibles à la réception, et rien n’est perdu.";
    case Matter::PaymentsLate:
        return "Stripe ne répond pas, ou aucun serveur ne le lui demande\u00a0: voyez status.stripe.com et "
               "le journal "
               "(«\u00a0outgoing call failed\u00a0»). Rien n’est perdu, tout part de soi-même ensuite.";
    case Matter::PaymentOdd:
        return "Lancez «\u00a0ocpizza reconcile\u00a0»\u00a0: la commande explique chaque écart, répare ce "
               "qui peut "
               "l’être et dit ce qui reste à faire chez Stripe.";
    case Matter::UpkeepFailed:
    case Matter::UpkeepLate:
        return "Lancez «\u00a0ocpizza update\u00a0»\u00a0: la commande dit la cause. Vérifiez la ligne de "
               "cron.";
    }
    return "";
}

} // namespace ocp::supervision
