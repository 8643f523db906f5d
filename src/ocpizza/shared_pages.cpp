#include "ocpizza/shared_pages.h"

#include "platform/http/response.h"
#include "platform/secrets/secrets.h"

namespace ocp {

namespace {

constexpr std::size_t most_pages = 500;

} // namespace

std::shared_ptr<std::string const> SharedPages::keep(std::string const& path, std::string stream,
    live::Changes::Mark mark, std::string page, std::vector<std::pair<std::string, std::string>> headers,
    Instant expires)
{
    auto const tag = secrets::fingerprint(page).substr(0, 20);
    http::Response plain{200, std::move(headers), nullptr, nullptr};
    plain.with("ETag", '"' + tag + '"');
    auto compressed = plain;
    compressed.headers.back().second = '"' + tag + "-gz\"";
    compressed.with("Content-Encoding", "gzip");
    auto packed = std::make_shared<std::string const>(http::gzip(page));
    compressed.body = packed;
    plain.body = std::make_shared<std::string const>(std::move(page));

    std::lock_guard const lock{mutex_};
    if (pages_.size() >= most_pages) pages_.clear();
    pages_[path] = Kept{std::move(stream), mark, expires, std::move(plain), std::move(compressed)};
    return packed;
}

std::optional<http::Response> SharedPages::find(std::string_view path, bool gzip, Instant now) const
{
    std::lock_guard const lock{mutex_};
    auto const found = pages_.find(path);
    if (found == pages_.end()) return std::nullopt;
    if (found->second.expires <= now || !changes_.none_since(found->second.mark, found->second.stream)) {
        ++finds_.old;
        return std::nullopt;
    }
    ++finds_.fresh;
    return gzip ? found->second.compressed : found->second.plain;
}

SharedPages::Finds SharedPages::finds() const
{
    std::lock_guard const lock{mutex_};
    return finds_;
}

} // namespace ocp
