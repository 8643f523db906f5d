#include "ocpizza/routes.h"

#include "ocpizza/app.h"
#include "platform/db/migrations.h"

namespace ocp {

namespace {

using enum http::Method;
using account::AccountPages;
using account::Call;
using account::LanguagePages;
using account::LinkPages;
using account::MyAccountPages;
using cart::CartPages;
using delivery::DriverPages;
using home::LegalPages;
using home::PicturePages;
using home::ShopPages;
using home::TeamPages;
using order::ChangePages;
using order::CheckoutPages;
using order::KitchenPages;
using order::OrderPages;
using order::OwnPages;
using order::PaymentPages;
using order::ReceiptPages;
using order::TillPages;
using supervision::SupervisionPages;

constexpr auto pages = http::Application::Lane::Pages;
constexpr auto staff = http::Application::Lane::Staff;
constexpr auto slow = http::Application::Lane::Slow;
constexpr auto personal = Sharing::Personal;
constexpr auto shareable = Sharing::Shareable;

/// A page function of one of App's parts, as a row of the table names it.
template <auto part, auto function>
html::Answer page(App& app, Call const& call)
{
    return (app.*part.*function)(call);
}

/// Whether this process should get requests: database there, schema there, not draining.
html::Answer readiness(App& app, Call const&)
{
    if (app.server.draining()) return http::text("draining\n", 503);
    auto const schema = db::schema_state(app.database);
    return schema.behind || !schema.faults.empty() ? http::text("the schema is not this program's\n", 503)
                                                   : http::text("ready\n");
}

// clang-format off
constexpr Route table[] = {
    // Webstore
    {Get, "/",                                                     Guard::Anyone,    pages, shareable, "home",               page<&App::shop_pages, &ShopPages::home>},
    {Get, "/pizzerias/{shop}",                                     Guard::Anyone,    pages, shareable, "menu",               page<&App::shop_pages, &ShopPages::menu>},
    {Get, "/pizzerias/{shop}/flux",                                Guard::Anyone,    pages, personal,  "menu-stream",        page<&App::shop_pages, &ShopPages::menu_stream>},
    {Get, "/pizzerias/{shop}/produits/{product}",                  Guard::Anyone,    pages, personal,  "product",            page<&App::shop_pages, &ShopPages::product>},
    {Get, "/mentions-legales",                                     Guard::Anyone,    pages, personal,  "legal-notice",       page<&App::legal_pages, &LegalPages::notice>},
    {Get, "/conditions-generales-de-vente",                        Guard::Anyone,    pages, personal,  "terms",              page<&App::legal_pages, &LegalPages::terms>},
    {Get, "/donnees-personnelles",                                 Guard::Anyone,    pages, personal,  "privacy",            page<&App::legal_pages, &LegalPages::privacy>},
    {Get, "/accessibilite",                                        Guard::Anyone,    pages, personal,  "accessibility",      page<&App::legal_pages, &LegalPages::accessibility>},
    {Get, "/dessins/{version}/{recipe}",                          Guard::Anyone,    pages, personal,  "picture",            page<&App::picture_pages, &PicturePages::show>},
    {Post, "/pizzerias/{shop}/panier",                              Guard::Anyone,    pages, personal,  "cart-add",           page<&App::cart_pages, &CartPages::add>},
    {Get, "/panier",                                               Guard::Anyone,    pages, personal,  "cart",               page<&App::cart_pages, &CartPages::show>},
    {Post, "/panier/lignes/{line}",                                 Guard::Anyone,    pages, personal,  "cart-line",          page<&App::cart_pages, &CartPages::set_line>},
    {Post, "/panier/code",                                          Guard::Anyone,    pages, personal,  "cart-code",          page<&App::cart_pages, &CartPages::set_code>},
    {Get, "/commander",                                            Guard::Anyone,    pages, personal,  "checkout",           page<&App::checkout_pages, &CheckoutPages::show>},
    {Post, "/commander",                                            Guard::Anyone,    pages, personal,  "order-place",        page<&App::checkout_pages, &CheckoutPages::place>},
    {Post, "/commander/changements",                                Guard::Anyone,    pages, personal,  "order-amend",        page<&App::change_pages, &ChangePages::save>},
    {Post, "/commander/abandon",                                    Guard::Anyone,    pages, personal,  "order-keep",         page<&App::change_pages, &ChangePages::give_up>},
    {Post, "/commander/a-part",                                     Guard::Anyone,    pages, personal,  "order-apart",        page<&App::change_pages, &ChangePages::part>},
    {Post, "/suivi/{token}/modification",                           Guard::Anyone,    pages, personal,  "order-change",       page<&App::change_pages, &ChangePages::begin>},
    {Get, "/suivi/{token}",                                        Guard::Anyone,    pages, shareable, "tracking",           page<&App::order_pages, &OrderPages::tracking>},
    {Get, "/suivi/{token}/flux",                                   Guard::Anyone,    pages, personal,  "tracking-stream",    page<&App::order_pages, &OrderPages::tracking_stream>},
    {Post, "/suivi/{token}/paiement",                               Guard::Anyone,    pages, personal,  "order-pay",          page<&App::payment_pages, &PaymentPages::pay>},
    {Get, "/paiement/retour",                                      Guard::Anyone,    pages, personal,  "payment-return",     page<&App::payment_pages, &PaymentPages::back>},
    {Post, "/webhooks/stripe",                                      Guard::Signed,    pages, personal,  "stripe-webhook",     page<&App::payment_pages, &PaymentPages::webhook>},
    {Post, "/suivi/{token}/annulation",                             Guard::Anyone,    pages, personal,  "order-cancel",       page<&App::order_pages, &OrderPages::cancel>},
    {Get, "/suivi/{token}/recus/{receipt}",                        Guard::Anyone,    pages, personal,  "receipt",            page<&App::receipt_pages, &ReceiptPages::of_order>},
    {Post, "/suivi/{token}/recus/{receipt}/duplicata",              Guard::Anyone,    pages, personal,  "receipt-copy",       page<&App::receipt_pages, &ReceiptPages::copy_of_order>},
    {Get, "/mes-commandes",                                        Guard::SignedIn,  pages, personal,  "my-orders",          page<&App::order_pages, &OrderPages::mine>},
    {Get, "/connexion",                                            Guard::Anyone,    pages, personal,  "sign-in-form",       page<&App::account_pages, &AccountPages::sign_in_form>},
    {Post, "/connexion",                                            Guard::Anyone,    slow,  personal,  "sign-in",            page<&App::account_pages, &AccountPages::sign_in>},
    {Get, "/inscription",                                          Guard::Anyone,    pages, personal,  "register-form",      page<&App::account_pages, &AccountPages::register_form>},
    {Post, "/inscription",                                          Guard::Anyone,    slow,  personal,  "register",           page<&App::account_pages, &AccountPages::register_account>},
    {Post, "/langue",                                               Guard::Anyone,    pages, personal,  "language",           page<&App::language_pages, &LanguagePages::choose>},
    {Post, "/deconnexion",                                          Guard::Anyone,    pages, personal,  "sign-out",           page<&App::account_pages, &AccountPages::sign_out>},
    // Webstore: one's own account
    {Get, "/mon-compte",                                             Guard::SignedIn,   pages, personal,  "account",             page<&App::my_account_pages, &MyAccountPages::show>},
    {Post, "/mon-compte",                                             Guard::SignedIn,   slow,  personal,  "account-change",      page<&App::my_account_pages, &MyAccountPages::change_identity>},
    {Post, "/mon-compte/email",                                       Guard::SignedIn,   slow,  personal,  "account-email",       page<&App::my_account_pages, &MyAccountPages::ask_email>},
    {Post, "/mon-compte/mot-de-passe",                                Guard::SignedIn,   slow,  personal,  "account-password",    page<&App::my_account_pages, &MyAccountPages::change_password>},
    {Get, "/mon-compte/adresses",                                    Guard::SignedIn,   pages, personal,  "addresses",           page<&App::my_account_pages, &MyAccountPages::addresses>},
    {Post, "/mon-compte/adresses",                                    Guard::SignedIn,   pages, personal,  "address-add",         page<&App::my_account_pages, &MyAccountPages::add_address>},
    {Get, "/mon-compte/adresses/{address}",                          Guard::SignedIn,   pages, personal,  "address",             page<&App::my_account_pages, &MyAccountPages::address>},
    {Post, "/mon-compte/adresses/{address}",                          Guard::SignedIn,   pages, personal,  "address-change",      page<&App::my_account_pages, &MyAccountPages::change_address>},
    {Post, "/mon-compte/adresses/{address}/defaut",                   Guard::SignedIn,   pages, personal,  "address-default",     page<&App::my_account_pages, &MyAccountPages::default_address>},
    {Post, "/mon-compte/adresses/{address}/suppression",              Guard::SignedIn,   pages, personal,  "address-remove",      page<&App::my_account_pages, &MyAccountPages::remove_address>},
    {Get, "/mon-compte/messages",                                    Guard::SignedIn,   pages, personal,  "messages",            page<&App::my_account_pages, &MyAccountPages::messages>},
    {Post, "/mon-compte/messages",                                    Guard::SignedIn,   pages, personal,  "messages-choose",     page<&App::my_account_pages, &MyAccountPages::choose_messages>},
    {Get, "/mon-compte/appareils",                                   Guard::SignedIn,   pages, personal,  "devices",             page<&App::my_account_pages, &MyAccountPages::devices>},
    {Post, "/mon-compte/appareils/fin",                               Guard::SignedIn,   pages, personal,  "devices-end",         page<&App::my_account_pages, &MyAccountPages::end_other_devices>},
    {Post, "/mon-compte/appareils/{session}/fin",                     Guard::SignedIn,   pages, personal,  "device-end",          page<&App::my_account_pages, &MyAccountPages::end_device>},
    {Get, "/mon-compte/donnees",                                     Guard::SignedIn,   pages, personal,  "own-data",            page<&App::own_pages, &OwnPages::data>},
    {Get, "/mon-compte/donnees/export",                              Guard::SignedIn,   pages, personal,  "own-data-file",       page<&App::own_pages, &OwnPages::data_file>},
    {Post, "/mon-compte/effacement",                                  Guard::SignedIn,   slow,  personal,  "account-erase",       page<&App::own_pages, &OwnPages::erase>},
    {Post, "/mes-commandes/{order}/encore",                           Guard::SignedIn,   pages, personal,  "order-again",         page<&App::own_pages, &OwnPages::again>},
    {Get, "/mes-commandes/{order}/facture",                          Guard::SignedIn,   pages, personal,  "invoice",             page<&App::own_pages, &OwnPages::invoice>},
    // Webstore: ways in by mail
    {Get, "/mot-de-passe-oublie",                                    Guard::Anyone,     pages, personal,  "forgotten-form",      page<&App::link_pages, &LinkPages::forgotten_form>},
    {Post, "/mot-de-passe-oublie",                                    Guard::Anyone,     pages, personal,  "forgotten",           page<&App::link_pages, &LinkPages::forgotten>},
    {Get, "/mot-de-passe-oublie/{link}",                             Guard::Anyone,     pages, personal,  "reset-open",          page<&App::link_pages, &LinkPages::open_reset>},
    {Get, "/nouveau-mot-de-passe",                                   Guard::Anyone,     pages, personal,  "reset-form",          page<&App::link_pages, &LinkPages::new_password_form>},
    {Post, "/nouveau-mot-de-passe",                                   Guard::Anyone,     slow,  personal,  "reset",               page<&App::link_pages, &LinkPages::new_password>},
    {Get, "/connexion/lien",                                         Guard::Anyone,     pages, personal,  "sign-in-link-form",   page<&App::link_pages, &LinkPages::sign_in_form>},
    {Post, "/connexion/lien",                                         Guard::Anyone,     pages, personal,  "sign-in-link",        page<&App::link_pages, &LinkPages::ask_sign_in>},
    {Get, "/connexion/lien/{link}",                                  Guard::Anyone,     pages, personal,  "sign-in-link-open",   page<&App::link_pages, &LinkPages::open_sign_in>},
    {Get, "/connexion/confirmation",                                 Guard::Anyone,     pages, personal,  "sign-in-link-look",   page<&App::link_pages, &LinkPages::confirm_sign_in_form>},
    {Post, "/connexion/confirmation",                                 Guard::Anyone,     pages, personal,  "sign-in-link-use",    page<&App::link_pages, &LinkPages::confirm_sign_in>},
    {Get, "/mon-compte/email/{link}",                                Guard::SignedIn,   pages, personal,  "new-email-open",      page<&App::link_pages, &LinkPages::open_email>},
    {Get, "/mon-compte/nouvelle-adresse",                            Guard::SignedIn,   pages, personal,  "new-email-look",      page<&App::link_pages, &LinkPages::confirm_email_form>},
    {Post, "/mon-compte/nouvelle-adresse",                            Guard::SignedIn,   pages, personal,  "new-email-use",       page<&App::link_pages, &LinkPages::confirm_email>},
    // BackOffice
    {Get, "/equipe",                                               Guard::SignedIn,  pages, personal,  "team",               page<&App::team_pages, &TeamPages::show>},
    {Get, "/cuisine/{shop}",                                       Guard::Kitchen,   staff, personal,  "board",              page<&App::kitchen_pages, &KitchenPages::board>},
    {Get, "/cuisine/{shop}/flux",                                  Guard::Kitchen,   staff, personal,  "board-stream",       page<&App::kitchen_pages, &KitchenPages::stream>},
    {Get, "/cuisine/{shop}/fiches/{product}",                      Guard::Kitchen,   staff, personal,  "reminder",           page<&App::kitchen_pages, &KitchenPages::reminder>},
    {Post, "/cuisine/{shop}/commandes/{order}/acceptation",         Guard::Kitchen,   staff, personal,  "order-accept",       page<&App::kitchen_pages, &KitchenPages::accept>},
    {Get, "/cuisine/{shop}/commandes/{order}/refus",               Guard::Kitchen,   staff, personal,  "order-refuse-form",  page<&App::kitchen_pages, &KitchenPages::refuse_form>},
    {Post, "/cuisine/{shop}/commandes/{order}/refus",               Guard::Kitchen,   staff, personal,  "order-refuse",       page<&App::kitchen_pages, &KitchenPages::refuse>},
    {Post, "/cuisine/{shop}/commandes/{order}/preparation-terminee", Guard::Kitchen,   staff, personal,  "order-finish",       page<&App::kitchen_pages, &KitchenPages::finish>},
    {Post, "/cuisine/{shop}/commandes/{order}/retrait",             Guard::Kitchen,   staff, personal,  "order-hand-over",    page<&App::kitchen_pages, &KitchenPages::hand_over>},
    // BackOffice: drivers
    {Get, "/livraisons/{shop}",                                    Guard::Delivery,  staff, personal,  "deliveries",         page<&App::driver_pages, &DriverPages::show>},
    {Get, "/livraisons/{shop}/flux",                               Guard::Delivery,  staff, personal,  "deliveries-stream",  page<&App::driver_pages, &DriverPages::stream>},
    {Post, "/livraisons/{shop}/depart",                             Guard::Delivery,  staff, personal,  "deliveries-depart",  page<&App::driver_pages, &DriverPages::depart>},
    {Post, "/livraisons/{shop}/commandes/{order}/livraison",        Guard::Delivery,  staff, personal,  "order-deliver",      page<&App::driver_pages, &DriverPages::deliver>},
    {Post, "/livraisons/{shop}/commandes/{order}/echec",            Guard::Delivery,  staff, personal,  "order-fail",         page<&App::driver_pages, &DriverPages::fail>},
    // BackOffice: money
    {Get, "/caisse/{shop}",                                        Guard::Manage,    staff, personal,  "till",               page<&App::till_pages, &TillPages::day>},
    {Get, "/caisse/{shop}/commandes/{order}",                      Guard::Manage,    staff, personal,  "till-order",         page<&App::till_pages, &TillPages::order>},
    {Post, "/caisse/{shop}/commandes/{order}/remboursement",        Guard::Manage,    staff, personal,  "order-refund",       page<&App::till_pages, &TillPages::refund>},
    {Post, "/caisse/{shop}/commandes/{order}/remboursements/{refund}/especes", Guard::Manage, staff, personal, "order-cash-back", page<&App::till_pages, &TillPages::cash_back>},
    {Post, "/caisse/{shop}/commandes/{order}/abandon",              Guard::Manage,    staff, personal,  "order-write-off",    page<&App::till_pages, &TillPages::write_off>},
    {Get, "/caisse/{shop}/recus/{receipt}",                        Guard::Kitchen,   staff, personal,  "shop-receipt",       page<&App::receipt_pages, &ReceiptPages::of_shop>},
    {Post, "/caisse/{shop}/recus/{receipt}/duplicata",              Guard::Kitchen,   staff, personal,  "shop-receipt-copy",  page<&App::receipt_pages, &ReceiptPages::copy_of_shop>},
    // Operation
    {Get, "/supervision",                                          Guard::Operate,   staff, personal,  "supervision",        page<&App::supervision_pages, &SupervisionPages::show>},
    {Get, "/readyz",                                               Guard::Anyone,    staff, personal,  "ready",              readiness},
};
// clang-format on

} // namespace

std::span<Route const> route_table()
{
    return table;
}

} // namespace ocp
