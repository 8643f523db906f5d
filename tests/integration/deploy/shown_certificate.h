#pragma once

#include "platform/backup/child_process.h"

#include <filesystem>
#include <memory>

namespace ocp::test {

/// Somebody on loopback who speaks TLS, as nginx would, with a certificate of www.ocpizza.fr.
class ShownCertificate {
public:
    /// `days`: how long it holds from now on. Its files go into the folder.
    ShownCertificate(std::filesystem::path const& folder, int days);

    unsigned short port() const { return port_; }

private:
    std::unique_ptr<backup::ChildProcess> server_;
    unsigned short port_ = 0;
};

} // namespace ocp::test
