#include "browser.h"
#include "scenarios.h"

#include <cstdio>
#include <istream>

namespace ocp::bench {

void sign_all_in(std::string const& address, std::string const& password, std::istream& people)
{
    for (std::string line; std::getline(people, line);) {
        auto const end = line.find(' ');
        auto const name = line.substr(0, end);
        if (name.find('@') == std::string::npos) {
            std::puts(line.c_str());
            continue;
        }
        Browser browser{address};
        browser.sign_in(name, password);
        std::puts((browser.cookie() + (end == std::string::npos ? "" : line.substr(end))).c_str());
    }
}

} // namespace ocp::bench
