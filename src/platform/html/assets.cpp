#include "platform/html/assets.h"

#include "base/check.h"

#include <array>
#include <sodium.h>

namespace ocp::html {

namespace {

constexpr std::string_view prefix = "/static/";
constexpr std::size_t hash_length = 8;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> content_types{{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".woff2", "font/woff2"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".webmanifest", "application/manifest+json"},
    {".json", "application/json"},
}};

std::string_view content_type_of(std::string_view name)
{
    for (auto const& [ending, type] : content_types)
        if (name.ends_with(ending)) return type;
    return "application/octet-stream";
}

/// "shop.css" of "shop-1A2B3C4D.css"; a name without a hash is its own logical name.
std::string logical_name(std::string_view name)
{
    auto const dot = name.rfind('.');
    auto const dash = name.rfind('-', dot);
    if (dot == name.npos || dash == name.npos || dot - dash - 1 != hash_length) return std::string{name};
    return std::string{name.substr(0, dash)} + std::string{name.substr(dot)};
}

std::string etag_of(std::string_view bytes)
{
    std::array<unsigned char, 16> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
        bytes.size(), nullptr, 0);
    std::array<char, digest.size() * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return '"' + std::string{hex.data()} + '"';
}

std::shared_ptr<std::string const> kept(std::string_view bytes)
{
    return bytes.empty() ? nullptr : std::make_shared<std::string const>(bytes);
}

} // namespace

Assets::Assets()
    : Assets{std::span{embedded_assets, embedded_assets_count}}
{
}

Assets::Assets(std::span<EmbeddedAsset const> files)
{
    for (auto const& [name, bytes, gzip] : files) {
        auto path = std::string{prefix} + std::string{name};
        // Two files of one logical name would be a dist folder of two builds: which one a page gets is
        // chance.
        OCP_CHECK(paths_.emplace(logical_name(name), path).second);
        files_.emplace(std::move(path),
            File{.bytes = std::make_shared<std::string const>(bytes),
                .gzip = kept(gzip),
                .content_type = std::string{content_type_of(name)},
                .etag = etag_of(bytes)});
    }
}

std::string_view Assets::path(std::string_view logical) const
{
    auto const found = paths_.find(logical);
    OCP_CHECK(found != paths_.end());
    return found->second;
}

Assets::File const* Assets::find(std::string_view path) const
{
    auto const found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

} // namespace ocp::html
