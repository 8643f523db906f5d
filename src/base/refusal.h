#pragma once

namespace ocp {

/// Every way in which the business says no. Its HTTP status and French sentence: base/refusal_text.cpp.
enum class Refusal {
    // who
    SignInRequired,
    NotAllowed,
    UnknownThing,
    WrongCredentials,
    AccountBlocked,
    EmailTaken,
    EmailInvalid,
    LinkOver,
    WrongPassword,
    OrderUnderWay,
    NotSure,
    PasswordTooShort,
    PasswordTooLong,
    PasswordWithoutDigit,
    PasswordWithoutSymbol,
    PasswordTooCommon,
    PasswordIsEmail,
    PasswordsDiffer,
    FirstnameMissing,
    LastnameMissing,
    PhoneMissing,
    PhoneInvalid,
    // what is for sale
    UnknownProduct,
    ConfigurationInvalid,
    SoldOut,
    QuantityInvalid,
    CartEmpty,
    CartOfAnotherShop,
    PromoCodeInvalid,
    PromoCodeUsed,
    PromoCodeBelowMinimum,
    PromoCodeNothingToLower,
    PromoCodeForAccounts,
    // an order
    AddressIncomplete,
    AddressUnsure,
    CityMissing,
    PostcodeMissing,
    PostcodeUnknown,
    OutsideDeliveryZone,
    BelowMinimum,
    AgeUnconfirmed,
    ShopClosed,
    PriceChanged,
    NoSuchStep,
    TakenBySomeoneElse,
    OutOfStock,
    AmountDue,
    AmountWrong,
    ReasonMissing,
    KeyReusedForOtherContent,
    TooManyRequests,
};

} // namespace ocp
