#include "ocpizza/shared_pages.h"

#include "platform/http/response.h"
#include "platform/secrets/secrets.h"

namespace ocp {

namespace {

constexpr std::size_t most_pages = 500;

} // namespace

std::uint64_t SharedPages::state_of(std::string const& topic) const
{
    std::lock_guard const lock{mutex_};
    auto const found = states_.find(topic);
    return (found == states_.end() ? 0 : found->second) + all_;
}

void SharedPages::keep(std::string const& path, std::string const& topic, std::uint64_t state,
    std::string page, std::vector<std::pair<std::string, std::string>> headers, Instant expires)
{
    auto const tag = secrets::fingerprint(page).substr(0, 20);
    http::Response plain{200, headers, nullptr, nullptr};
    plain.with("ETag", '"' + tag + '"');
    auto compressed = plain;
    compressed.headers.back().second = '"' + tag + "-gz\"";
    compressed.with("Content-Encoding", "gzip");
    compressed.body = std::make_shared<std::string const>(http::gzip(page));
    plain.body = std::make_shared<std::string const>(std::move(page));

    std::lock_guard const lock{mutex_};
    if (pages_.size() >= most_pages) pages_.clear();
    pages_[path] = Kept{topic, state, expires, std::move(plain), std::move(compressed)};
}

std::optional<http::Response> SharedPages::find(std::string_view path, bool gzip, Instant now) const
{
    std::lock_guard const lock{mutex_};
    auto const found = pages_.find(path);
    if (found == pages_.end() || found->second.expires <= now) return std::nullopt;
    auto const state = states_.find(found->second.topic);
    if (found->second.state != (state == states_.end() ? 0 : state->second) + all_) return std::nullopt;
    return gzip ? found->second.compressed : found->second.plain;
}

void SharedPages::changed(std::string const& topic)
{
    std::lock_guard const lock{mutex_};
    ++states_[topic];
}

void SharedPages::changed_all()
{
    std::lock_guard const lock{mutex_};
    ++all_;
}

} // namespace ocp
