#pragma once

#include "account/business/login_session.h"
#include "home/template/picture_pages.h"
#include "ocpizza/known_sessions.h"
#include "ocpizza/reporting/handled_request.h"
#include "ocpizza/routes.h"
#include "ocpizza/settings.h"
#include "ocpizza/shared_pages.h"
#include "pizzeria/business/shop_directory.h"
#include "platform/db/database.h"
#include "platform/html/assets.h"
#include "platform/html/page.h"
#include "platform/html/shared_parts.h"
#include "platform/http/router.h"
#include "platform/http/server.h"
#include "platform/live/changes.h"
#include "platform/live/hub.h"
#include "platform/metrics/request_counts.h"
#include "product/business/catalogue_keeper.h"

#include <string>
#include <vector>

namespace ocp {

/// What the site needs to answer a request.
struct SiteTools {
    Settings const& settings;
    Clock const& clock;
    RandomSource& random;
    db::Database& database;
    product::CatalogueKeeper& catalogue;
    pizzeria::ShopDirectory& shops;
    html::Templates const& templates;
    html::Assets const& assets;
    html::SharedParts const& parts;
    live::Changes& changes;
    Reports& reports;
    live::Hub const& hub;
    home::PicturePages& pictures;
};

/// The door of the application: finds the route, knows the visitor, checks right and CSRF, calls the page,
/// puts the frame around it and the security headers on it.
class Site : public http::Application {
public:
    /// Throws std::logic_error when two routes collide.
    Site(SiteTools tools, std::span<Route const> routes, App& app);

    std::optional<http::Response> answer_at_once(http::Request const& request) override;
    Lane lane(http::Request const& request) override;
    http::Response handle(http::Request& request) override;
    http::Response error(unsigned status, http::Request const* request) override;
    void sent(http::Request const& request, unsigned status, std::size_t bytes,
        std::chrono::microseconds took) override;

    metrics::RequestCounts const& counts() const { return counts_; }
    SharedPages::Finds kept_page_finds() const { return shared_.finds(); }

private:
    metrics::Way way_of(http::Request const& request, unsigned status) const;
    http::Response dispatch(http::Request& request, HandledRequest& told);
    http::Response answer(Route const& route, http::Request& request, HandledRequest& told);
    http::Response no_route(
        http::Request const& request, std::vector<http::Method> const& other_methods) const;
    account::Call call_of(http::Request const& request) const;
    http::Response framed(html::Page const& page, account::Call const& call) const;
    std::string render(html::Page const& page, account::Call const& call) const;
    http::Response error_page(unsigned status, account::Call const& call) const;
    /// Whether this browser's live stream, which came from another process, is ahead of ours: what we keep
    /// may be older than what it was told.
    bool knows_more_than_we_do(http::Request const&) const;
    /// "" without one.
    std::string_view session_cookie(http::Request const& request) const;
    account::Visitor visitor_of(http::Request const& request) const;

    SiteTools tools_;
    http::Router router_;
    std::span<Route const> routes_;
    App& app_;
    SharedPages shared_;
    KnownSessions staff_;
    metrics::RequestCounts counts_;
};

} // namespace ocp
