#pragma once

#include "account/template/account_pages.h"
#include "account/template/language_pages.h"
#include "account/template/link_pages.h"
#include "account/template/my_account_pages.h"
#include "cart/template/cart_pages.h"
#include "clients/geocoder/client.h"
#include "clients/stripe/client.h"
#include "delivery/template/driver_pages.h"
#include "home/template/kept_menus.h"
#include "home/template/legal_pages.h"
#include "home/template/picture_pages.h"
#include "home/template/shop_pages.h"
#include "home/template/team_pages.h"
#include "ocpizza/alerts/courier.h"
#include "ocpizza/mails/courier.h"
#include "ocpizza/payments/cashier.h"
#include "ocpizza/reporting/reports.h"
#include "ocpizza/settings.h"
#include "ocpizza/site.h"
#include "ocpizza/system_clock.h"
#include "order/business/place_order.h"
#include "order/template/change_pages.h"
#include "order/template/checkout_pages.h"
#include "order/template/kitchen_pages.h"
#include "order/template/order_pages.h"
#include "order/template/own_pages.h"
#include "order/template/payment_pages.h"
#include "order/template/receipt_pages.h"
#include "order/template/till_pages.h"
#include "pizzeria/business/postcodes.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/db/database.h"
#include "platform/html/assets.h"
#include "platform/html/shared_parts.h"
#include "platform/html/view.h"
#include "platform/http/server.h"
#include "platform/live/changes.h"
#include "platform/live/hub.h"
#include "platform/secrets/secrets.h"
#include "product/business/catalogue_keeper.h"
#include "supervision/business/watch.h"
#include "supervision/template/supervision_pages.h"

namespace ocp {

/// How the serving program uses its database.
db::Options database_options(Settings const&);

/// Everything alive in the serving program, in the order it is built. There is no other global object.
struct App {
    /// `used`: a database with our schema. `listening_socket`: already bound and listening, or -1 to bind
    /// `settings.listen`.
    App(Settings const& chosen, db::Database& used, int listening_socket);

    Settings settings;
    SystemClock clock;
    secrets::SystemRandom random;
    Reports reports;
    db::Database& database;
    product::CatalogueKeeper catalogue;
    pizzeria::ShopDirectory shops;
    pizzeria::Postcodes postcodes;
    geocoder::Client geocoder;
    std::unique_ptr<stripe::Client> stripe; ///< nothing without a key: no payment online
    html::Templates templates;
    html::Assets assets;
    live::Hub hub;
    live::Changes changes;
    html::SharedParts parts;
    account::SessionCookies cookies;
    account::SignInTools sign_in_tools;
    order::OrderDesk order_desk;

    home::KeptMenus menus;
    home::ShopPages shop_pages;
    home::PicturePages picture_pages;
    home::LegalPages legal_pages;
    home::TeamPages team_pages;
    account::AccountPages account_pages;
    account::LanguagePages language_pages;
    account::LinkPages link_pages;
    account::MyAccountPages my_account_pages;
    cart::CartPages cart_pages;
    order::AddressDesk address_desk;
    order::CheckoutPages checkout_pages;
    order::ChangePages change_pages;
    order::PaymentPages payment_pages;
    order::OrderPages order_pages;
    order::OwnPages own_pages;
    order::ReceiptPages receipt_pages;
    order::TillPages till_pages;
    order::KitchenPages kitchen_pages;
    delivery::DriverPages driver_pages;
    supervision::SupervisionPages supervision_pages;

    Site site;
    http::Server server;
    alerts::Courier courier;
    mails::Courier mails;
    payments::Cashier cashier;
    /// Last, since it asks all others how they are.
    supervision::Watch watch;
};

} // namespace ocp
