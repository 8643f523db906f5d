#include "base/refusal_text.h"

namespace ocp {

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
    case Refusal::AccountBlocked:
    case Refusal::TooManyRequests:
        return 429;
    case Refusal::EmailTaken:
    case Refusal::EmailKnown:
    case Refusal::SoldOut:
    case Refusal::PromoCodeUsed:
    case Refusal::CartOfAnotherShop:
    case Refusal::PriceChanged:
    case Refusal::NoSuchStep:
    case Refusal::TakenBySomeoneElse:
    case Refusal::OutOfStock:
    case Refusal::AmountDue:
        return 409;
    case Refusal::EmailInvalid:
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
    case Refusal::CartEmpty:
    case Refusal::AddressIncomplete:
    case Refusal::CityMissing:
    case Refusal::PostcodeMissing:
    case Refusal::PostcodeUnknown:
    case Refusal::OutsideDeliveryZone:
    case Refusal::BelowMinimum:
    case Refusal::ShopClosed:
    case Refusal::AmountWrong:
    case Refusal::ReasonMissing:
    case Refusal::KeyReusedForOtherContent:
        return 422;
    }
    return 422;
}

std::string_view sentence_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::SignInRequired:
        return "Connectez-vous pour continuer.";
    case Refusal::NotAllowed:
        return "Votre compte ne permet pas cette action.";
    case Refusal::UnknownThing:
        return "Nous ne trouvons pas ce que vous cherchez. Revenez à la page précédente et rechargez-la.";
    case Refusal::WrongCredentials:
        return "L’adresse e-mail ou le mot de passe ne correspond pas. Vérifiez les deux.";
    case Refusal::AccountBlocked:
        return "Trois essais manqués : la connexion est bloquée pendant 5 minutes. Réessayez ensuite.";
    case Refusal::EmailTaken:
        return "Un compte existe déjà avec cette adresse e-mail. Connectez-vous.";
    case Refusal::EmailInvalid:
        return "Cette adresse e-mail est incomplète. Exemple : alice@exemple.fr.";
    case Refusal::EmailKnown:
        return "Un compte existe avec cette adresse e-mail. Connectez-vous pour commander : votre panier "
               "vous suit.";
    case Refusal::PasswordTooShort:
        return "Le mot de passe doit compter au moins 8 caractères.";
    case Refusal::PasswordTooLong:
        return "Le mot de passe ne peut pas dépasser 128 caractères.";
    case Refusal::PasswordWithoutDigit:
        return "Ajoutez au moins un chiffre au mot de passe.";
    case Refusal::PasswordWithoutSymbol:
        return "Ajoutez au moins un symbole au mot de passe, comme @, # ou -.";
    case Refusal::PasswordTooCommon:
        return "Ce mot de passe est trop courant. Choisissez-en un que vous n’utilisez pas ailleurs.";
    case Refusal::PasswordIsEmail:
        return "Le mot de passe ne peut pas être votre adresse e-mail. Choisissez-en un autre.";
    case Refusal::PasswordsDiffer:
        return "Les deux mots de passe diffèrent. Saisissez deux fois le même.";
    case Refusal::FirstnameMissing:
        return "Il manque le prénom.";
    case Refusal::LastnameMissing:
        return "Il manque le nom.";
    case Refusal::PhoneMissing:
        return "Il manque le numéro de téléphone. Exemple : 06 39 98 12 34.";
    case Refusal::PhoneInvalid:
        return "Ce numéro de téléphone n’est pas complet. Exemple : 06 39 98 12 34.";
    case Refusal::UnknownProduct:
        return "Cette pizzeria ne vend pas ce produit.";
    case Refusal::ConfigurationInvalid:
        return "Ce choix n’est pas possible. Rien n’a été ajouté.";
    case Refusal::PromoCodeInvalid:
        return "Ce code promo n’est pas valable pour cette commande.";
    case Refusal::PromoCodeUsed:
        return "Ce code promo a déjà été utilisé.";
    case Refusal::PromoCodeBelowMinimum:
        return "Le panier n’atteint pas le minimum demandé par ce code promo.";
    case Refusal::PromoCodeNothingToLower:
        return "Ce code promo ne s’ajoute ni aux formules ni aux prix déjà réduits.";
    case Refusal::SoldOut:
        return "Il ne reste plus assez d’ingrédients pour ce produit. Rien n’a été ajouté.";
    case Refusal::QuantityInvalid:
        return "La quantité va de 1 à 50. Pour davantage, appelez la pizzeria.";
    case Refusal::CartEmpty:
        return "Votre panier est vide. Choisissez d’abord une pizza.";
    case Refusal::CartOfAnotherShop:
        return "Votre panier est dans une autre pizzeria.";
    case Refusal::AddressIncomplete:
        return "Il manque le numéro ou le nom de la rue. Exemple : 14 rue des Tables-Claudiennes.";
    case Refusal::CityMissing:
        return "Il manque la ville. Exemple : Lyon.";
    case Refusal::PostcodeMissing:
        return "Il manque le code postal, en cinq chiffres. Exemple : 69001.";
    case Refusal::PostcodeUnknown:
        return "Nous ne connaissons pas ce code postal dans la région. Exemple : 69001.";
    case Refusal::OutsideDeliveryZone:
        return "Nous ne livrons pas cette adresse. Choisissez le retrait, ou une pizzeria plus proche.";
    case Refusal::BelowMinimum:
        return "Le panier n’atteint pas le minimum pour cette livraison. Ajoutez un produit ou choisissez le "
               "retrait.";
    case Refusal::ShopClosed:
        return "La pizzeria est fermée en ce moment. Votre panier est conservé.";
    case Refusal::PriceChanged:
        return "Un prix a changé depuis l’affichage. Vérifiez le nouveau total avant de commander.";
    case Refusal::NoSuchStep:
        return "Cette étape n’est plus possible : la commande a déjà avancé.";
    case Refusal::TakenBySomeoneElse:
        return "Quelqu’un d’autre vient de prendre cette commande.";
    case Refusal::OutOfStock:
        return "Il manque un ingrédient : rien n’a été retiré du stock.";
    case Refusal::AmountDue:
        return "La commande n’est pas encore réglée. Encaissez-la d’abord.";
    case Refusal::AmountWrong:
        return "Il n’y a rien à encaisser sur cette commande.";
    case Refusal::ReasonMissing:
        return "Indiquez la raison.";
    case Refusal::KeyReusedForOtherContent:
        return "Ce formulaire a déjà servi pour une autre commande. Rechargez la page.";
    case Refusal::TooManyRequests:
        return "Trop d’essais en peu de temps. Réessayez dans quelques minutes.";
    }
    return "";
}

} // namespace ocp
