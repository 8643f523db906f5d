#include "product/picture/box.h"

#include "product/picture/pen.h"

namespace ocp::product::picture {

Box box()
{
    Box made;
    made.definitions = linear("bl", "#a6753f", "#d8ac74") + linear("bt", "#c99659", "#a8743c")
        + linear("bf", "#e3bd88", "#d3a567") + soft("bs", "#2a1206", .55)
        + R"svg(<pattern id="bc" width="28" height="28" patternUnits="userSpaceOnUse" patternTransform="rotate(9)">)svg"
          R"svg(<path d="M0 0H28V28H0z" fill="#fffaf2"/><path d="M0 0H14V14H0zM14 14H28V28H14z" fill="#c8362c"/></pattern>)svg"
          R"svg(<pattern id="bb" width="24" height="24" patternUnits="userSpaceOnUse"><path d="M0 0H24V24H0z" fill="#fffaf2"/><path d="M0 0H12V12H0zM12 12H24V24H12z" fill="#8e1b15"/></pattern>)svg";
    made.below
        // The shadow; the lid, that leans back; its red print.
        = R"svg(<ellipse cx="206" cy="228" rx="206" ry="188" fill="url(#bs)"/>)svg"
          R"svg(<path d="M40 12Q42 6 50 6H350Q358 6 360 12L380 76H20z" fill="url(#bl)"/>)svg"
          R"svg(<path d="M52 16H348L366 70H34z" fill="#b3261e"/><path d="M39 55H361L366 70H34z" fill="url(#bb)"/>)svg"
          // The tray: walls, floor, the shadow of the walls on it.
          R"svg(<path d="M20 76H380Q386 76 386 84V394Q386 402 378 402H22Q14 402 14 394V84Q14 76 20 76z" fill="url(#bt)"/>)svg"
          R"svg(<path d="M32 90H368V386H32z" fill="url(#bf)"/><path d="M32 90H368V100H42V386H32z" fill="#6b4218" opacity=".35"/>)svg"
          R"svg(<path d="M14 84L32 90M386 84L368 90M18 400L32 386M382 400L368 386" stroke="#7c5226" stroke-opacity=".7" stroke-width="2"/>)svg"
          R"svg(<path d="M48 118L344 98L356 360L338 376L60 380L42 352z" fill="#5a3a18" opacity=".3" transform="translate(2 4)"/>)svg"
          R"svg(<path d="M48 118L344 98L356 360L338 376L60 380L42 352z" fill="url(#bc)"/>)svg"
          R"svg(<g transform="translate(55 94)scale(.725)">)svg";
    made.above = "</g>";
    return made;
}

} // namespace ocp::product::picture
