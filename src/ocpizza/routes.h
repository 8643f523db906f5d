#pragma once

#include "account/model/call.h"
#include "platform/html/page.h"
#include "platform/http/request.h"
#include "platform/http/server.h"

#include <span>
#include <string_view>

namespace ocp {

/// Who gets past the door. There is no default: each route says it.
enum class Guard {
    Anyone,
    SignedIn,
    Kitchen, ///< account::Right::Kitchen in the path's shop
    Delivery, ///< account::Right::Delivery in the path's shop
    Manage, ///< account::Right::Manage in the path's shop
    Operate, ///< account::Right::Operate, in no shop
    Signed, ///< another program, known by a signature over the bytes it sends: no cookie, no form, no token
};

/// Whether the answer is the same for every visitor without a cookie.
enum class Sharing { Personal, Shareable };

struct App;

struct Route {
    http::Method method;
    std::string_view pattern;
    Guard guard;
    http::Application::Lane lane;
    Sharing sharing;
    std::string_view name;
    html::Answer (*page)(App&, account::Call const&);
};

/// Every address of the site, by subsystem of the client's design.
std::span<Route const> route_table();

} // namespace ocp
