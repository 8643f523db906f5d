#include "base/refusal_text.h"

namespace ocp {

namespace {

Noted noted_for(Refusal refusal)
{
    switch (refusal) {
    case Refusal::PaymentUnavailable:
        return noted(
            "Le paiement en ligne est indisponible pour le moment. Rien n’a été débité. Réessayez dans "
            "un instant, ou réglez à la réception.");
    case Refusal::DifferenceTooSmall:
        return noted(
            "Ce changement ajoute moins de 0,50\u00a0€, trop peu pour un paiement en ligne. Ajoutez un peu "
            "plus, ou appelez la pizzeria.");
    case Refusal::VoucherLimit:
        return noted(
            "Un client règle au plus 25\u00a0€ par jour en titres-restaurant. Encaissez le reste autrement.");
    case Refusal::VoucherForAlcohol:
        return noted("L’alcool ne se règle pas en titres-restaurant. Encaissez-le autrement.");
    case Refusal::CartAwaitsPayment:
        return noted(
            "Ce panier est déjà commandé et attend son paiement. Payez cette commande ou annulez-la.");
    case Refusal::OnlineBelowMinimum:
        return noted(
            "En ligne, une commande se règle à partir de 0,50\u00a0€. Réglez celle-ci à la réception.");
    case Refusal::SignInRequired:
        return noted("Connectez-vous pour continuer.");
    case Refusal::NotAllowed:
        return noted("Votre compte ne permet pas cette action.");
    case Refusal::UnknownThing:
        return noted(
            "Nous ne trouvons pas ce que vous cherchez. Revenez à la page précédente et rechargez-la.");
    case Refusal::WrongCredentials:
        return noted("L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux.");
    case Refusal::AccountBlocked:
        return noted("Trois essais manqués : la connexion est bloquée pendant 5 minutes. Réessayez ensuite.");
    case Refusal::EmailTaken:
        return noted("Un compte existe déjà avec cette adresse e-mail. Connectez-vous.");
    case Refusal::EmailInvalid:
        return noted("Cette adresse e-mail est incomplète. Exemple : alice@exemple.fr.");
    case Refusal::WrongPassword:
        return noted("Ce n’est pas votre mot de passe actuel. Saisissez-le de nouveau.");
    case Refusal::NotSure:
        return noted("Cochez la case pour confirmer. Rien n’est encore effacé.");
    case Refusal::OrderUnderWay:
        return noted(
            "Une de vos commandes est encore en cours. Attendez qu’elle soit terminée, ou annulez-la.");
    case Refusal::LinkOver:
        return noted(
            "Ce lien ne sert plus\u00a0: il a déjà servi, ou il a plus d’une heure. Demandez-en un autre.");
    case Refusal::PasswordTooShort:
        return noted("Le mot de passe doit compter au moins 8 caractères.");
    case Refusal::PasswordTooLong:
        return noted("Le mot de passe ne peut pas dépasser 128 caractères.");
    case Refusal::PasswordWithoutDigit:
        return noted("Ajoutez au moins un chiffre au mot de passe.");
    case Refusal::PasswordWithoutSymbol:
        return noted("Ajoutez au moins un symbole au mot de passe, comme @, # ou -.");
    case Refusal::PasswordTooCommon:
        return noted("Ce mot de passe est trop courant. Choisissez-en un que vous n’utilisez pas ailleurs.");
    case Refusal::PasswordIsEmail:
        return noted("Le mot de passe ne peut pas être votre adresse e-mail. Choisissez-en un autre.");
    case Refusal::PasswordsDiffer:
        return noted("Les deux mots de passe diffèrent. Saisissez deux fois le même.");
    case Refusal::FirstnameMissing:
        return noted("Il manque le prénom.");
    case Refusal::LastnameMissing:
        return noted("Il manque le nom.");
    case Refusal::PhoneMissing:
        return noted("Il manque le numéro de téléphone. Exemple : 06 39 98 12 34.");
    case Refusal::PhoneInvalid:
        return noted("Ce numéro de téléphone n’est pas complet. Exemple : 06 39 98 12 34.");
    case Refusal::UnknownProduct:
        return noted("Cette pizzeria ne vend pas ce produit.");
    case Refusal::SoldOut:
        return noted("Il ne reste plus assez d’ingrédients pour ce produit. Rien n’a été ajouté.");
    case Refusal::QuantityInvalid:
        return noted("La quantité va de 1 à 50. Pour davantage, appelez la pizzeria.");
    case Refusal::CartEmpty:
        return noted("Votre panier est vide. Choisissez d’abord une pizza.");
    case Refusal::CartChanged:
        return noted("Votre panier a changé depuis l’affichage. Relisez la commande avant de l’envoyer.");
    case Refusal::CartOfAnotherShop:
        return noted("Votre panier est préparé par une autre pizzeria. Terminez-le ou videz-le d’abord.");
    case Refusal::ConfigurationInvalid:
        return noted("Ce choix n’est pas possible. Rien n’a été ajouté.");
    case Refusal::PromoCodeInvalid:
        return noted("Ce code promo n’est pas valable pour cette commande.");
    case Refusal::PromoCodeUsed:
        return noted("Ce code promo a déjà été utilisé.");
    case Refusal::PromoCodeBelowMinimum:
        return noted("Le panier n’atteint pas le minimum demandé par ce code promo.");
    case Refusal::PromoCodeForAccounts:
        return noted("Ce code promo est réservé aux clients connectés.");
    case Refusal::PromoCodeNothingToLower:
        return noted("Ce code promo ne s’ajoute ni aux formules ni aux prix déjà réduits.");
    case Refusal::AddressIncomplete:
        return noted("Il manque le numéro ou le nom de la rue. Exemple : 14 rue des Tables-Claudiennes.");
    case Refusal::TooManyAddresses:
        return noted(
            "Vous avez autant d’adresses que nous en gardons. Retirez-en une pour en ajouter une autre.");
    case Refusal::AddressUnsure:
        return noted("Nous ne trouvons pas ce numéro à cette adresse. Vérifiez-la\u00a0; si elle est juste, "
                     "commandez encore "
                     "une fois.");
    case Refusal::CityMissing:
        return noted("Il manque la ville. Exemple : Lyon.");
    case Refusal::PostcodeMissing:
        return noted("Il manque le code postal, en cinq chiffres. Exemple : 69001.");
    case Refusal::PostcodeUnknown:
        return noted("Nous ne connaissons pas ce code postal dans la région. Exemple : 69001.");
    case Refusal::OutsideDeliveryZone:
        return noted(
            "Nous ne livrons pas cette adresse. Choisissez le retrait, ou une pizzeria plus proche.");
    case Refusal::BelowMinimum:
        return noted(
            "Le panier n’atteint pas le minimum pour cette livraison. Ajoutez un produit ou choisissez le "
            "retrait.");
    case Refusal::AgeUnconfirmed:
        return noted("L’alcool est réservé aux majeurs\u00a0: confirmez que vous avez 18 ans, ou retirez-le "
                     "du panier.");
    case Refusal::ShopClosed:
        return noted("La pizzeria est fermée en ce moment. Votre panier est conservé.");
    case Refusal::ShopFull:
        return noted(
            "La pizzeria ne peut plus prendre de commande de cette taille aujourd’hui. Choisissez moins, "
            "ou une autre pizzeria.");
    case Refusal::SlotFull:
        return noted("Cette heure vient d’être prise. Choisissez-en une autre.");
    case Refusal::PromiseMoved:
        return noted("D’autres commandes sont arrivées avant la vôtre. Vérifiez la nouvelle heure avant de "
                     "commander.");
    case Refusal::PriceChanged:
        return noted("Un prix a changé depuis l’affichage. Vérifiez le nouveau total avant de commander.");
    case Refusal::NoSuchStep:
        return noted("Cette étape n’est plus possible : la commande a déjà avancé.");
    case Refusal::TakenBySomeoneElse:
        return noted("Quelqu’un d’autre vient de prendre cette commande.");
    case Refusal::OutOfStock:
        return noted("Il manque un ingrédient : rien n’a été retiré du stock.");
    case Refusal::AmountDue:
        return noted("La commande n’est pas encore réglée. Encaissez-la d’abord.");
    case Refusal::AmountWrong:
        return noted("Ces montants ne font pas ce qui est à encaisser. Rien n’a été enregistré.");
    case Refusal::ReasonMissing:
        return noted("Indiquez la raison.");
    case Refusal::KeyReusedForOtherContent:
        return noted("Ce formulaire a déjà servi pour une autre commande. Rechargez la page.");
    case Refusal::SellerUnknown:
        return noted(
            "Il nous manque de quoi établir cette facture selon la loi. L’équipe technique le voit et "
            "s’en occupe\u00a0: revenez dans quelques jours, ou demandez-la à la pizzeria.");
    case Refusal::TooManyRequests:
        return noted("Trop d’essais en peu de temps. Attendez un peu, une heure au plus, puis réessayez.");
    case Refusal::TooManyOrders:
        return noted(
            "Beaucoup de commandes sont déjà parties de cette connexion. Réessayez plus tard, ou appelez "
            "la pizzeria\u00a0: votre panier est gardé.");
    case Refusal::OrdersWaiting:
        return noted(
            "Deux de vos commandes attendent encore la pizzeria. Dès qu’elle en aura accepté une, la "
            "suivante pourra partir\u00a0: votre panier est gardé.");
    }
    return {};
}

} // namespace

unsigned status_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::SignInRequired:
    case Refusal::WrongCredentials:
        return 401;
    case Refusal::NotAllowed:
        return 403;
    case Refusal::UnknownThing:
    case Refusal::UnknownProduct:
        return 404;
    case Refusal::LinkOver:
        return 410;
    case Refusal::AccountBlocked:
    case Refusal::TooManyRequests:
    case Refusal::TooManyOrders:
    case Refusal::OrdersWaiting:
        return 429;
    case Refusal::PaymentUnavailable:
        return 503;
    case Refusal::EmailTaken:
    case Refusal::TooManyAddresses:
    case Refusal::OrderUnderWay:
    case Refusal::SoldOut:
    case Refusal::PromoCodeUsed:
    case Refusal::CartOfAnotherShop:
    case Refusal::PriceChanged:
    case Refusal::CartChanged:
    case Refusal::SlotFull:
    case Refusal::PromiseMoved:
    case Refusal::NoSuchStep:
    case Refusal::TakenBySomeoneElse:
    case Refusal::OutOfStock:
    case Refusal::AmountDue:
    case Refusal::SellerUnknown:
    case Refusal::CartAwaitsPayment:
        return 409;
    case Refusal::EmailInvalid:
    case Refusal::NotSure:
    case Refusal::WrongPassword:
    case Refusal::PasswordTooShort:
    case Refusal::PasswordTooLong:
    case Refusal::PasswordWithoutDigit:
    case Refusal::PasswordWithoutSymbol:
    case Refusal::PasswordTooCommon:
    case Refusal::PasswordIsEmail:
    case Refusal::PasswordsDiffer:
    case Refusal::FirstnameMissing:
    case Refusal::LastnameMissing:
    case Refusal::PhoneMissing:
    case Refusal::PhoneInvalid:
    case Refusal::QuantityInvalid:
    case Refusal::ConfigurationInvalid:
    case Refusal::PromoCodeInvalid:
    case Refusal::PromoCodeBelowMinimum:
    case Refusal::PromoCodeNothingToLower:
    case Refusal::PromoCodeForAccounts:
    case Refusal::CartEmpty:
    case Refusal::AddressIncomplete:
    case Refusal::AddressUnsure:
    case Refusal::CityMissing:
    case Refusal::PostcodeMissing:
    case Refusal::PostcodeUnknown:
    case Refusal::OutsideDeliveryZone:
    case Refusal::BelowMinimum:
    case Refusal::AgeUnconfirmed:
    case Refusal::ShopClosed:
    case Refusal::ShopFull:
    case Refusal::AmountWrong:
    case Refusal::ReasonMissing:
    case Refusal::KeyReusedForOtherContent:
    case Refusal::OnlineBelowMinimum:
    case Refusal::DifferenceTooSmall:
    case Refusal::VoucherLimit:
    case Refusal::VoucherForAlcohol:
        return 422;
    }
    return 422;
}

std::chrono::seconds retry_after(Refusal refusal)
{
    using namespace std::chrono_literals;
    switch (refusal) {
    case Refusal::AccountBlocked:
    case Refusal::OrdersWaiting:
        return 5min;
    case Refusal::TooManyRequests:
    case Refusal::TooManyOrders:
        return 1h;
    default:
        return 0s;
    }
}

Text sentence_of(Refusal refusal)
{
    return tr(noted_for(refusal));
}

} // namespace ocp
