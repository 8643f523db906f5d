#pragma once

#include "product/picture/dice.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Words of SVG. Lengths are units of a picture 400 wide; numbers have one decimal at most, which nobody sees
/// and a third of the bytes are spared by.
namespace ocp::product::picture {

struct Point {
    double x, y;
};
inline constexpr Point middle{200, 200};

/// "12", "-.5", "3.4"
std::string number(double);

/// A closed curve that bends round these corners, as the `d` of a path.
std::string curve(std::vector<Point> const& corners);
/// A round thing that was cut by hand: `roughness` 0 to 0.4, of the radius.
std::string blob(Dice&, Point centre, double radius, int corners, double roughness);
/// A circle round the middle that waves, as dough and sauce do.
std::string wave(Dice&, double radius, int corners, double depth);

struct Stop {
    double at; ///< 0 to 1
    std::string_view colour;
    double opacity = 1;
};
std::string linear(
    std::string_view id, std::string_view from, std::string_view to, double x2 = 0, double y2 = 1);
std::string radial(
    std::string_view id, std::initializer_list<Stop>, double cx = .38, double cy = .32, double r = .75);
/// A colour that fades out towards its edge.
std::string soft(std::string_view id, std::string_view colour, double opacity);

/// A patch of a gradient; `flat`: height by width, `turn` in degrees.
std::string patch(std::string_view gradient, Point, double radius, double flat = 1, double turn = 0);

/// Points on a disc round the middle.
Point somewhere(Dice&, double within);
/// The same, evenly, as seeds stand in a sunflower; `stray` moves each a little.
std::vector<Point> evenly(Dice&, int count, double within, double stray);

/// Every name in the picture and every mention of one begins with `letter`: so two may stand in one document.
std::string apart(std::string_view svg, char letter);

} // namespace ocp::product::picture
