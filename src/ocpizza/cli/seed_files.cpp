#include "ocpizza/cli/seed_files.h"

#include "ocpizza/cli/embedded_seeds.h"

#include <stdexcept>
#include <string>

namespace ocp::seeds {

std::string_view file(std::string_view name)
{
    for (std::size_t i = 0; i < embedded_seeds_count; ++i)
        if (embedded_seeds[i].name == name) return embedded_seeds[i].bytes;
    throw std::logic_error{"no such file in db/seeds: " + std::string{name}};
}

nlohmann::ordered_json json(std::string_view name)
{
    return nlohmann::ordered_json::parse(file(name));
}

} // namespace ocp::seeds
