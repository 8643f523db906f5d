#pragma once

#include "platform/http/request.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::http {

/// Finds the route of a request. Patterns are paths with named parts: `/cuisine/{shop}/commandes/{id}`.
/// Literal parts win over named ones. Knows no handler: it answers the route's index, so that tables stay
/// data.
class Router {
public:
    /// Throws std::logic_error when method and pattern are there already.
    void add(Method method, std::string_view pattern, std::size_t route);

    struct Found {
        std::size_t route;
        std::map<std::string, std::string, std::less<>> in_path;
    };
    struct Answer {
        std::optional<Found> found;
        std::vector<Method> other_methods; ///< under which the path exists: 405, not 404, when there are any
    };
    /// HEAD finds the GET route.
    Answer find(Method method, std::string_view path) const;

private:
    struct Entry {
        Method method;
        std::vector<std::string> parts;
        std::size_t route;
    };
    std::vector<Entry> entries_;
};

} // namespace ocp::http
