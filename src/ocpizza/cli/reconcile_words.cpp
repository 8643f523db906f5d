#include "ocpizza/cli/reconcile_words.h"

#include "base/money_text.h"

#include <fmt/format.h>

namespace ocp::cli {

namespace {

using order::Difference;
using What = Difference::What;

std::string euros(Money amount)
{
    return ocp::euros(amount, Language::French);
}

std::string what_is(Difference const& one)
{
    switch (one.what) {
    case What::PaidUnnoticed:
        return fmt::format("payée chez Stripe ({}) sans que la base le sache", euros(one.there));
    case What::PaidTwice:
        return fmt::format("payée chez Stripe ({}) trop tard, ou deux fois", euros(one.there));
    case What::PaidForNothing:
        return fmt::format(
            "orphelin\u00a0: {} reçus par une clé à nous, sans commande ici", euros(one.there));
    case What::NotOurs:
        return fmt::format("orphelin\u00a0: {} reçus chez Stripe, sans rien de nous", euros(one.there));
    case What::OtherAmount:
        return fmt::format("Stripe a reçu {}, le livre dit {}", euros(one.there), euros(one.here));
    case What::NotThere:
        return fmt::format("le livre dit {} reçus, Stripe n’en a rien", euros(one.here));
    case What::RefundUnnoticed:
        return one.remains
            ? fmt::format("Stripe a rendu {}, le livre dit {}", euros(one.there), euros(one.here))
            : fmt::format("remboursement de {} saisi chez Stripe", euros(one.there));
    case What::RefundNotThere:
        return fmt::format("le livre dit {} rendus, Stripe {}", euros(one.here), euros(one.there));
    case What::RefundCameBack:
        return fmt::format("remboursement de {} renvoyé par la banque du client", euros(one.there));
    case What::RefundNotSent:
        return fmt::format("remboursement de {} décidé et jamais parti", euros(one.there));
    case What::LeftOpen:
        return fmt::format("restée ouverte au paiement ({})", euros(one.there));
    case What::TaskGivenUp:
        return "ce qu’il y avait à demander à Stripe était abandonné";
    case What::NoNumber:
        return one.count == 1 ? "1\u00a0ligne du livre sans numéro"
                              : fmt::format("{}\u00a0lignes du livre sans numéro", one.count);
    case What::NotAnswered:
        return "Stripe refuse la question à ce sujet";
    }
    return "";
}

std::string_view what_was_done(What what)
{
    switch (what) {
    case What::PaidUnnoticed:
        return "réglée, elle est en cuisine";
    case What::PaidTwice:
        return "le remboursement est demandé";
    case What::PaidForNothing:
        return "remboursé";
    case What::RefundUnnoticed:
        return "écrit au livre";
    case What::RefundNotSent:
        return "remis en file";
    case What::LeftOpen:
        return "fermée";
    case What::TaskGivenUp:
        return "fait";
    case What::NoNumber:
        return "numérotées";
    case What::NotOurs:
    case What::OtherAmount:
    case What::NotThere:
    case What::RefundNotThere:
    case What::RefundCameBack:
    case What::NotAnswered:
        break;
    }
    return "";
}

std::string_view what_is_left(What what)
{
    switch (what) {
    case What::PaidUnnoticed:
        return "ce n’est pas ce qui était demandé\u00a0: à vérifier chez Stripe, à rembourser s’il le faut";
    case What::PaidForNothing:
        return "pas remboursé, car ils sont trop nombreux pour un accident (base restaurée\u00a0?) ou Stripe "
               "le "
               "refuse\u00a0: à vérifier, puis «\u00a0ocpizza reconcile --refund-orphans\u00a0»";
    case What::NotOurs:
        return "rien n’est fait\u00a0: un autre programme encaisse-t-il sur ce compte\u00a0?";
    case What::RefundCameBack:
        return "l’argent est revenu, le client l’attend\u00a0: à rembourser de nouveau, ou en espèces, à la "
               "caisse";
    case What::RefundNotSent:
        return "Stripe l’a refusé deux fois\u00a0: à voir chez Stripe";
    case What::LeftOpen:
        return "Stripe ne la ferme pas\u00a0: à voir chez Stripe";
    case What::OtherAmount:
    case What::NotThere:
    case What::RefundUnnoticed:
    case What::RefundNotThere:
        return "rien n’est changé\u00a0: à comparer chez Stripe, puis prévenir le développement";
    case What::TaskGivenUp:
        return "il faut quelqu’un\u00a0: à voir chez Stripe";
    case What::NotAnswered:
        return "rien n’est comparé\u00a0: à voir chez Stripe";
    case What::PaidTwice:
    case What::NoNumber:
        break;
    }
    return "";
}

std::string side_of(order::Reconciliation::Side const& side)
{
    return fmt::format("{}\u00a0{}, {} reçus, {} rendus", side.payments,
        side.payments == 1 ? "paiement" : "paiements", euros(side.received), euros(side.refunded));
}

} // namespace

std::string line_of(Difference const& one)
{
    auto place = one.number.empty() ? one.intent : one.number;
    if (!one.number.empty() && !one.intent.empty()) place += " (" + one.intent + ")";
    if (!place.empty()) place += "\u00a0: ";
    return fmt::format("[{}] {}{}\u00a0; {}.", one.remains ? "à voir" : "réparé", place, what_is(one),
        one.remains ? what_is_left(one.what) : what_was_done(one.what));
}

std::string sums_of(order::Reconciliation const& seen)
{
    auto text
        = fmt::format("Chez Stripe\u00a0: {}. Chez nous\u00a0: {}.", side_of(seen.there), side_of(seen.here));
    if (seen.left_alone > 0) text += fmt::format(" Trop récents pour être jugés\u00a0: {}.", seen.left_alone);
    return text;
}

std::string words_of(stripe::Trouble const& trouble)
{
    using outgoing::Failure;
    auto const* what = "Stripe ne répond pas";
    if (trouble.failure == Failure::OurFault) what = "Stripe refuse notre clé ou notre certificat";
    if (trouble.failure == Failure::NotSent) what = "Stripe est injoignable";
    if (trouble.failure == Failure::No) what = "Stripe refuse la question";
    return trouble.status == 0 ? what : fmt::format("{} ({})", what, trouble.status);
}

} // namespace ocp::cli
