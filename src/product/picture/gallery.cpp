#include "product/picture/gallery.h"

#include "platform/http/response.h"
#include "product/picture/draw_pizza.h"
#include "product/picture/portrait.h"
#include "product/picture/topping.h"

#include <algorithm>
#include <iterator>

namespace ocp::product::picture {

namespace {

constexpr std::string_view name_ends = ".svg";
constexpr std::size_t most_drawings = 30;

/// Nothing when it is not one.
std::optional<std::vector<std::string_view>> drawings_in(std::string_view name)
{
    std::vector<std::string_view> drawings;
    for (bool is_last = false; !is_last;) {
        auto const end = name.find('.');
        is_last = end == name.npos;
        auto const code = name.substr(0, end);
        if (!is_drawn(code) || drawings.size() == most_drawings) return std::nullopt;
        if (!drawings.empty() && code <= drawings.back()) return std::nullopt;
        drawings.push_back(code);
        if (!is_last) name.remove_prefix(end + 1);
    }
    return drawings;
}

std::string path_to(std::vector<std::string_view> const& drawings)
{
    if (drawings.empty()) return "";
    std::string path{path_begins};
    path += version();
    auto between = '/';
    for (auto const code : drawings) {
        path += between;
        path += code;
        between = '.';
    }
    return path + std::string{name_ends};
}

} // namespace

std::string_view version()
{
    return OCP_PICTURE_VERSION;
}

std::string path_of(std::vector<std::string_view> drawings)
{
    if (drawings.size() == 1 && is_portrait(drawings.front())) return path_to(drawings);
    std::erase_if(drawings, [](std::string_view code) { return !is_drawn(code); });
    std::sort(drawings.begin(), drawings.end());
    drawings.erase(std::unique(drawings.begin(), drawings.end()), drawings.end());
    return path_to(drawings);
}

std::optional<std::string> drawn(std::string_view name)
{
    if (!name.ends_with(name_ends)) return std::nullopt;
    name.remove_suffix(name_ends.size());
    if (auto portrait = draw_portrait(name)) return portrait;
    auto const drawings = drawings_in(name);
    if (!drawings) return std::nullopt;
    auto const is_salad = std::find(drawings->begin(), drawings->end(), bowl) != drawings->end();
    return is_salad ? draw_salad(*drawings) : draw_pizza(*drawings);
}

Gallery::Packed Gallery::kept(std::string_view name)
{
    std::lock_guard const lock{mutex_};
    auto const found = by_name_.find(name);
    if (found == by_name_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second);
    return found->second->bytes;
}

Gallery::Packed Gallery::of(std::string_view name)
{
    if (auto known = kept(name)) return known;
    auto const picture = drawn(name);
    if (!picture) return nullptr;
    auto packed = std::make_shared<std::string const>(http::gzip(*picture));
    std::lock_guard const lock{mutex_};
    if (by_name_.contains(name)) return packed; // another thread was as fast
    recent_.push_front({std::string{name}, packed});
    by_name_.emplace(recent_.front().name, recent_.begin());
    if (recent_.size() > most_) {
        by_name_.erase(recent_.back().name);
        recent_.pop_back();
    }
    return packed;
}

} // namespace ocp::product::picture
