#include "ocpizza/cli/sources.h"

#include "platform/secrets/secrets.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace ocp::cli {

namespace {

std::optional<std::string> text_of(std::filesystem::path const& path)
{
    std::ifstream file{path};
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Made once, by whichever process comes first.
std::string development_secret()
{
    std::filesystem::path const path{"var/secret_key"};
    std::filesystem::create_directories(path.parent_path());
    if (auto const kept = text_of(path); kept && kept->size() >= 50) return *kept;
    secrets::SystemRandom random;
    auto const made = secrets::base64url(random.bytes(48));
    auto const partial = path.string() + "." + std::to_string(getpid());
    auto const file = open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw std::runtime_error{"cannot write " + partial};
    auto const written = write(file, made.data(), made.size());
    close(file);
    if (written != static_cast<ssize_t>(made.size())) throw std::runtime_error{"cannot write " + partial};
    std::filesystem::rename(partial, path);
    return made;
}

} // namespace

SettingSources setting_sources()
{
    return {{}, process_environment(), text_of(".env")};
}

std::optional<Settings> settings_or_complaints(SettingSources const& sources)
{
    auto settings = load_settings(sources);
    if (!settings) {
        for (auto const& fault : settings.error())
            std::cerr << "ocpizza: " << fault.sentence << '\n';
        return std::nullopt;
    }
    if (settings->secret_key.empty()) settings->secret_key = development_secret();
    return *settings;
}

} // namespace ocp::cli
