#include "product/picture/strew.h"

#include "product/picture/pen.h"
#include "product/picture/topping.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace ocp::product::picture {

namespace {

class Strewing {
public:
    explicit Strewing(Dice& dice)
        : dice_{dice}
    {
    }

    Strewn run(Codes const& codes)
    {
        std::vector<std::pair<std::string_view, Topping>> all;
        for (auto const code : codes)
            if (auto drawn = topping(code, dice_)) all.emplace_back(code, *std::move(drawn));
        std::stable_sort(all.begin(), all.end(),
            [](auto const& a, auto const& b) { return a.second.layer < b.second.layer; });
        auto const kinds
            = std::count_if(all.begin(), all.end(), [](auto const& one) { return !one.second.is_centred; });
        for (auto const& [code, one] : all)
            lay(code, one, density(kinds));
        return std::move(strewn_);
    }

private:
    struct Placed {
        Point at;
        double radius;
        std::string_view code;
    };

    /// Fewer of each, the more kinds there are.
    static double density(std::ptrdiff_t kinds)
    {
        constexpr std::array by_kinds{1.15, 1.15, 1.02, .88, .76, .64};
        return kinds < static_cast<std::ptrdiff_t>(by_kinds.size())
            ? by_kinds[static_cast<std::size_t>(kinds)]
            : .56;
    }

    /// Of many places the one farthest from all others; pieces of one kind keep apart, kinds may overlap.
    Point best_place(std::string_view code, double radius)
    {
        constexpr int candidates = 40;
        Point best{};
        auto best_room = -1e9;
        for (int i = 0; i < candidates; ++i) {
            auto const at = somewhere(dice_, 147 - radius * .86);
            auto room = 1e9;
            for (auto const& other : placed_) {
                auto const away = std::hypot(at.x - other.at.x, at.y - other.at.y);
                room = std::min(room,
                    other.code == code ? (away - other.radius - radius) * .75
                                       : (away - (other.radius + radius) * .72) * 1.1);
            }
            if (room > best_room) {
                best_room = room;
                best = at;
            }
        }
        return best;
    }

    void lay(std::string_view code, Topping const& one, double density)
    {
        strewn_.definitions += one.gradients;
        for (std::size_t i = 0; i < one.pieces.size(); ++i)
            strewn_.definitions += fmt::format(R"svg(<g id="{}-{}">{}</g>)svg", code, i, one.pieces[i]);
        constexpr int herb_layer = 9;
        auto const share = one.layer >= herb_layer ? std::min(1., density + .15) : density;
        constexpr int bed_layer = 1;
        // What all else lies on fills the bowl.
        auto const wanted = one.layer == bed_layer ? one.count * 2.4 : one.count * share;
        auto const count = one.is_centred ? 1 : std::max(4L, std::lround(wanted));
        for (long i = 0; i < count; ++i) {
            auto const at = one.is_centred ? middle : best_place(code, one.radius * one.scale);
            placed_.push_back({at, one.radius * one.scale, code});
            auto const turned = one.turn == 0 ? 0 : std::lround(dice_.around(one.turn));
            auto const size = one.scale * (.9 + dice_.roll() * .2);
            auto const piece
                = static_cast<std::size_t>(dice_.roll() * static_cast<double>(one.pieces.size()));
            auto const transform = [&](double dx, double dy) {
                auto text = fmt::format("translate({} {})", number(at.x + dx), number(at.y + dy));
                if (turned != 0) text += fmt::format("rotate({})", turned);
                return text + fmt::format("scale({:g})", std::round(size * 100) / 100);
            };
            // The light comes from the top left, however the piece is turned.
            if (!one.shadow.empty())
                strewn_.body += fmt::format(R"svg(<g transform="{}" fill="#3a1204" opacity=".34">{}</g>)svg",
                    transform(2.6 * one.lift, 4 * one.lift), one.shadow);
            strewn_.body
                += fmt::format(R"svg(<use href="#{}-{}" transform="{}"/>)svg", code, piece, transform(0, 0));
        }
    }

    Dice& dice_;
    Strewn strewn_;
    std::vector<Placed> placed_;
};

} // namespace

Strewn strew(Codes const& codes, Dice& dice)
{
    return Strewing{dice}.run(codes);
}

} // namespace ocp::product::picture
