#pragma once

#include <string>

namespace ocp::product {

/// «Aide-mémoire»: how a product is made, in the kitchen's words.
struct Reminder {
    std::string name;
    std::string content;
};

} // namespace ocp::product
