#include "browser.h"
#include "load.h"
#include "scenarios.h"

#include <atomic>
#include <istream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace ocp::bench {

namespace {

/// The orders of one shop that wait; several tablets take from it.
struct Waiting {
    std::vector<std::string> orders;
    std::atomic<std::size_t> next = 0;
};

class Tablet {
public:
    Tablet(std::string const& address, std::string const& cookie, std::string const& shop, Waiting& waiting)
        : board_{"/cuisine/" + shop}
        , waiting_{waiting}
        , browser_{address, cookie}
    {
        browser_.take_token(browser_.get(board_).body);
    }

    std::optional<bool> accept_next()
    {
        auto const at = waiting_.next++;
        if (at >= waiting_.orders.size()) return std::nullopt;
        auto const reply = browser_.post(board_ + "/commandes/" + waiting_.orders[at] + "/acceptation", {});
        return reply.status == 303 && reply.header("location") == board_;
    }

private:
    std::string board_;
    Waiting& waiting_;
    Browser browser_;
};

} // namespace

// An order's line begins with its number, a tablet's with a cookie.
void run_accept(std::string const& address, std::istream& tablets_and_orders, double seconds)
{
    std::map<std::string, Waiting> shops;
    std::vector<std::unique_ptr<Tablet>> tablets;
    std::vector<Deed> deeds;
    for (std::string line; std::getline(tablets_and_orders, line);) {
        std::istringstream words{line};
        std::string first, shop;
        if (!(words >> first >> shop)) throw std::runtime_error{"neither tablet nor order: " + line};
        auto& waiting = shops[shop];
        if (first.find('=') == std::string::npos) {
            waiting.orders.push_back(first);
            continue;
        }
        tablets.push_back(std::make_unique<Tablet>(address, first, shop, waiting));
        deeds.emplace_back([tablet = tablets.back().get()] { return tablet->accept_next(); });
    }
    repeat(deeds, seconds);
}

} // namespace ocp::bench
