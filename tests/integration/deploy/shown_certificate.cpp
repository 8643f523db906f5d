#include "tests/integration/deploy/shown_certificate.h"

#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <stdexcept>
#include <string>

namespace ocp::test {

namespace {

/// The port in "ACCEPT 127.0.0.1:46421".
unsigned short port_told_by(backup::ChildProcess& server)
{
    static constexpr std::string_view head = "ACCEPT 127.0.0.1:";
    std::string told;
    for (auto bytes = server.read(); !bytes.empty(); bytes = server.read()) {
        told += bytes;
        auto const at = told.find(head);
        if (at == told.npos || told.find('\n', at) == told.npos) continue;
        unsigned short port = 0;
        std::from_chars(told.data() + at + head.size(), told.data() + told.size(), port);
        return port;
    }
    throw std::runtime_error{"openssl s_server does not serve"};
}

} // namespace

ShownCertificate::ShownCertificate(std::filesystem::path const& folder, int days)
{
    auto const key = (folder / "shown.key").string(), certificate = (folder / "shown.pem").string();
    auto const made
        = fmt::format("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days {} "
                      "-subj /CN=www.ocpizza.fr -keyout '{}' -out '{}' 2>'{}/openssl.log'",
            days, key, certificate, folder.string());
    if (std::system(made.c_str()) != 0) throw std::runtime_error{"openssl makes no certificate"};
    server_ = std::make_unique<backup::ChildProcess>(
        std::vector<std::string>{
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-key", key, "-cert", certificate},
        backup::ChildProcess::Variables{}, backup::ChildProcess::Pipe::FromIt);
    port_ = port_told_by(*server_);
}

} // namespace ocp::test
