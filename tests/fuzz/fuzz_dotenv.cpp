#include "base/check.h"
#include "ocpizza/settings.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Any bytes as a .env file: settings or faults, and every fault printable on a terminal.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const text{reinterpret_cast<char const*>(data), size};
    ocp::SettingSources const sources{.options = {}, .environment = {}, .dotenv = text};
    auto const settings = ocp::load_settings(sources);
    if (!settings)
        for (auto const& fault : settings.error())
            for (char const c : fault.sentence)
                OCP_CHECK(static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
    for (auto const& line : ocp::describe_settings(sources))
        for (char const c : line.value)
            OCP_CHECK(static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
    return 0;
}
