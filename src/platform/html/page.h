#pragma once

#include "platform/html/view.h"
#include "platform/http/response.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ocp::html {

/// Which frame stands around a page.
enum class Frame { Shop, Staff };

/// The stream a page follows: its address with the cursor of what the page shows, and the kinds it reacts to.
struct Live {
    std::string url;
    std::string events; ///< separated by spaces
};

/// A page without its frame: what it is called, what it needs, what it says. The site puts head and foot
/// around it, and whatever the frame says of the visitor.
struct Page {
    Text title;
    std::optional<View> content; ///< what is this visitor's own
    Frame frame = Frame::Shop;
    unsigned status = 200;
    std::chrono::seconds retry_after{0}; ///< of a 429: when asking again can help; 0 leaves it to the server
    std::vector<std::string> scripts = {}; ///< islands: "shop.js"; "forms.js" without any
    std::string shop_slug = {}; ///< the shop the page is about when its path does not say
    Text description = {}; ///< for search engines
    std::string body_class = "plain-page";
    std::string main_class = {};
    Live live = {};
    /// The stream whose events make the page old, where it may be kept ("menu:3").
    std::string stream = {};
    /// Already rendered by SharedParts, the same for everybody; `content` stands before it.
    std::shared_ptr<std::string const> shared_part = nullptr;
    /// Of a page that is there in one language only, its frame too; else the visitor's.
    std::optional<Language> only_in = {};
    bool indexed = true; ///< false: search engines are told to stay away
};

/// The thing asked for is not there, or is nobody's business here: the site shows its 404 page.
struct NotFound {
    bool asked_too_often = false; ///< 429 in its place: who asks has asked for many things that are not there
};
inline NotFound not_found()
{
    return {};
}
inline NotFound not_found_again()
{
    return {true};
}

/// What a page function answers: a page, a bare response (redirect, fragment, stream), or nothing to show.
using Answer = std::variant<http::Response, Page, NotFound>;

} // namespace ocp::html
