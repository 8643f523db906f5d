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
constexpr char between_halves = '~';
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

/// "basilic.tomate"
std::string name_of(std::vector<std::string_view> const& drawings)
{
    std::string name;
    for (auto const code : drawings) {
        if (!name.empty()) name += '.';
        name += code;
    }
    return name;
}

std::vector<std::string_view> only_drawn(std::vector<std::string_view> drawings)
{
    std::erase_if(drawings, [](std::string_view code) { return !is_drawn(code); });
    std::sort(drawings.begin(), drawings.end());
    drawings.erase(std::unique(drawings.begin(), drawings.end()), drawings.end());
    return drawings;
}

std::string path_to(std::string const& name)
{
    if (name.empty()) return "";
    return std::string{path_begins}.append(version()).append("/").append(name).append(name_ends);
}

} // namespace

std::string_view version()
{
    return OCP_PICTURE_VERSION;
}

std::string path_of(std::vector<std::string_view> drawings)
{
    if (drawings.size() == 1 && is_portrait(drawings.front())) return path_to(std::string{drawings.front()});
    return path_to(name_of(only_drawn(std::move(drawings))));
}

std::string path_of(std::vector<std::string_view> left, std::vector<std::string_view> right)
{
    auto const first = name_of(only_drawn(std::move(left))), second = name_of(only_drawn(std::move(right)));
    if (first.empty() || second.empty()) return path_to(first + second);
    return path_to(first + between_halves + second);
}

std::optional<std::string> drawn(std::string_view name)
{
    if (!name.ends_with(name_ends)) return std::nullopt;
    name.remove_suffix(name_ends.size());
    if (auto portrait = draw_portrait(name)) return portrait;
    if (auto const middle = name.find(between_halves); middle != name.npos) {
        auto const left = drawings_in(name.substr(0, middle)), right = drawings_in(name.substr(middle + 1));
        return left && right ? std::optional{draw_halves(*left, *right)} : std::nullopt;
    }
    auto const drawings = drawings_in(name);
    if (!drawings) return std::nullopt;
    auto const has = [&](std::string_view code) {
        return std::find(drawings->begin(), drawings->end(), code) != drawings->end();
    };
    if (has(bowl)) return draw_salad(*drawings);
    if (has(boxed)) return draw_boxed(*drawings);
    return has(folded) ? draw_folded(*drawings) : draw_pizza(*drawings);
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
