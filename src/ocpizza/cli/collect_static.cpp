#include "ocpizza/cli/commands.h"
#include "ocpizza/security_headers.h"
#include "platform/html/assets.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>

namespace ocp::cli {

namespace {

void write_file(std::filesystem::path const& path, std::string_view bytes)
{
    std::ofstream file{path, std::ios::binary | std::ios::trunc};
    file << bytes;
    file.close();
    if (!file) throw std::runtime_error{"cannot write " + path.string()};
}

/// What the program itself would say with each of them, in nginx's words.
std::string headers_for_nginx(Settings const& settings, html::Assets const& assets)
{
    std::map<std::string, std::string> types;
    for (auto const& [path, file] : assets.files())
        types.emplace(std::filesystem::path{path}.extension().string().substr(1), file.content_type);
    std::string text = "# Written by `ocpizza static`, for nginx: what it says with static files.\ntypes {\n";
    for (auto const& [ending, type] : types)
        text += fmt::format("    \"{}\" {};\n", type, ending);
    text += "}\n"
            "add_header Cache-Control \"public, max-age=31536000, immutable\" always;\n"
            "add_header Vary \"Accept-Encoding\" always;\n";
    http::Response response;
    add_security_headers(response, settings);
    for (auto const& [name, value] : response.headers)
        text += fmt::format("add_header {} \"{}\" always;\n", name, value);
    return text;
}

} // namespace

int collect_static(Settings const& settings, std::string const& folder)
{
    html::Assets const assets;
    std::filesystem::path const root{folder};
    for (auto const& [path, file] : assets.files()) {
        auto const place = root / path.substr(1); // "/static/shop-1a2b3c4d.css"
        std::filesystem::create_directories(place.parent_path());
        write_file(place, *file.bytes);
        if (file.gzip) write_file(place.string() + ".gz", *file.gzip);
    }
    write_file(root / "static-for-nginx.conf", headers_for_nginx(settings, assets));
    std::cout << fmt::format("{} static files in {}.\n", assets.files().size(), folder);
    return done;
}

} // namespace ocp::cli
