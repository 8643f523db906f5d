#pragma once

#include "platform/machine/figures.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ocp::machine {

/// Looks at the machine the program runs on. In a container it sees what the container is shown.
class Observer {
public:
    /// `folders`: whose volumes are watched; one that is not there yet stands for the folder above it.
    /// `proc`: where Linux tells about itself.
    explicit Observer(std::vector<std::filesystem::path> folders, std::filesystem::path proc = "/proc");

    /// Some milliseconds of reading. Never throws for what cannot be read.
    Look look() const;

private:
    std::vector<std::filesystem::path> folders_;
    std::filesystem::path proc_;
};

/// Of this process, nothing when /proc cannot be read.
std::optional<Process> this_process();

/// As it calls itself on the network; "localhost" when it does not say.
std::string host_name();

} // namespace ocp::machine
