#pragma once

#include <string>

namespace ocp::product::picture {

/// The open box of a pizza, seen from above, with its lid, its paper and room for a picture of 400 by 410.
struct Box {
    std::string definitions;
    std::string below; ///< ends inside the group that lays the pizza into the box
    std::string above; ///< closes it
};
Box box();

} // namespace ocp::product::picture
