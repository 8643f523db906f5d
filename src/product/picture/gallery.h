#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ocp::product::picture {

/// The address of the picture of what has these drawings (codes of `ingredients.drawing`; what is not drawn
/// is left out): a pizza, with `bowl` a salad, with `folded` a calzone, with `boxed` one in its box, or the
/// one thing that is sold as it came. As
/// "/dessins/1f2e3d4c5b/basilic.mozza_fraiche.tomate.svg", where the number stands for the code that draws:
/// what is found there never changes and may be kept for ever. "" when nothing of it is drawn.
std::string path_of(std::vector<std::string_view> drawings);
/// Of a pizza of two halves: "/dessins/1f2e3d4c5b/basilic.tomate~creme.miel.svg". Of one that is whole where
/// nothing of the other is drawn.
std::string path_of(std::vector<std::string_view> left, std::vector<std::string_view> right);

/// Drawn pictures, compressed, by the part of their path behind the number. Made when first asked for; the
/// one asked for longest ago goes when there are too many. Safe from any thread.
class Gallery {
public:
    explicit Gallery(std::size_t most = 256)
        : most_{most}
    {
    }
    using Packed = std::shared_ptr<std::string const>; ///< gzip

    /// Nothing when it is not kept; for who must not wait.
    Packed kept(std::string_view name);
    /// Drawn if need be. Nothing when no pizza of ours is called so: a code nobody knows, one twice, codes
    /// out of order, more than thirty.
    Packed of(std::string_view name);

private:
    struct Kept {
        std::string name;
        Packed bytes;
    };
    std::size_t const most_;
    std::mutex mutex_;
    std::list<Kept> recent_; ///< asked for last first
    std::unordered_map<std::string_view, std::list<Kept>::iterator> by_name_;
};

/// The picture as it is, not compressed; nothing as `Gallery::of` says.
std::optional<std::string> drawn(std::string_view name);

/// The two parts of a path behind "/dessins/".
inline constexpr std::string_view path_begins = "/dessins/";
std::string_view version();

} // namespace ocp::product::picture
