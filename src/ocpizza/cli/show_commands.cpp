#include "ocpizza/app.h"
#include "ocpizza/cli/commands.h"

#include <fmt/format.h>
#include <iostream>

namespace ocp::cli {

namespace {

std::string_view name_of(Guard guard)
{
    switch (guard) {
    case Guard::Anyone:
        return "anyone";
    case Guard::SignedIn:
        return "signed in";
    case Guard::Kitchen:
        return "kitchen";
    case Guard::Delivery:
        return "delivery";
    case Guard::Manage:
        return "manager";
    case Guard::Operate:
        return "operator";
    case Guard::Signed:
        return "signed";
    }
    return "";
}

} // namespace

int show_config(SettingSources const& sources)
{
    for (auto const& line : describe_settings(sources))
        std::cout << fmt::format(
            "{:<28} {:<44} {:<12} {}\n", line.name, line.value, line.source, line.meaning);
    auto const settings = load_settings(sources);
    if (settings) return done;
    for (auto const& fault : settings.error())
        std::cerr << "ocpizza: " << fault.sentence << '\n';
    return refused;
}

int list_routes()
{
    for (auto const& route : route_table())
        std::cout << fmt::format("{:<5} {:<52} {:<10} {}\n",
            route.method == http::Method::Post ? "POST" : "GET", route.pattern, name_of(route.guard),
            route.name);
    return done;
}

} // namespace ocp::cli
