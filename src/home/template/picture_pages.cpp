#include "home/template/picture_pages.h"

namespace ocp::home {

namespace {

using product::picture::Gallery;

constexpr auto for_ever = "public, max-age=31536000, immutable";

http::Response answer(Gallery::Packed bytes, bool is_packed, std::string cache)
{
    http::Response response{200, {}, std::move(bytes), nullptr};
    response.with("Content-Type", "image/svg+xml").with("Vary", "Accept-Encoding");
    response.with("Cache-Control", std::move(cache));
    if (is_packed) response.with("Content-Encoding", "gzip");
    return response;
}

} // namespace

html::Answer PicturePages::show(account::Call const& call)
{
    auto const& request = call.request;
    auto const name = request.path_text("recipe");
    auto const is_today = request.path_text("version") == product::picture::version();
    auto const* const cache = is_today ? for_ever : "no-cache";
    if (http::accepts_gzip(request.header("accept-encoding"))) {
        auto packed = gallery_.of(name);
        if (!packed) return html::not_found();
        return answer(std::move(packed), true, cache);
    }
    auto plain = product::picture::drawn(name);
    if (!plain) return html::not_found();
    return answer(std::make_shared<std::string const>(*std::move(plain)), false, cache);
}

std::optional<http::Response> PicturePages::kept(http::Request const& request)
{
    std::string_view path = request.path;
    auto const version = product::picture::version();
    if (!path.starts_with(product::picture::path_begins)) return std::nullopt;
    path.remove_prefix(product::picture::path_begins.size());
    if (!path.starts_with(version) || path.size() <= version.size() || path[version.size()] != '/')
        return std::nullopt;
    path.remove_prefix(version.size() + 1);
    if (!http::accepts_gzip(request.header("accept-encoding"))) return std::nullopt;
    auto packed = gallery_.kept(path);
    return packed ? std::optional{answer(std::move(packed), true, for_ever)} : std::nullopt;
}

} // namespace ocp::home
