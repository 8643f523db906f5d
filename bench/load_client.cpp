// Loads a running program as people at browsers do: keep-alive, cookies, tokens in forms.
//
//   load_client ADDRESS sign_in PASSWORD     "email ..." a line of stdin becomes "cookie ..."; other lines
//   stay load_client ADDRESS checkout SECONDS     stdin: "cookie shop item item" a line, one customer each
//   load_client ADDRESS checkout_online BANK SECONDS   the same customers, paying at that address
//   load_client ADDRESS accept SECONDS       stdin: "cookie shop" a line, one tablet each; "order shop" a
//   line load_client ADDRESS order                the first customer of stdin orders once; prints the path of
//   the tracking page

#include "scenarios.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

int main(int count, char** words)
{
    using namespace ocp::bench;
    std::vector<std::string> const arguments(words + 1, words + count);
    if (arguments.size() < 2) {
        std::fprintf(stderr,
            "usage: load_client ADDRESS sign_in|checkout|checkout_online|accept|order [PASSWORD|BANK] "
            "[SECONDS]\n");
        return 2;
    }
    auto const& address = arguments[0];
    auto const& scenario = arguments[1];
    auto const further = arguments.size() > 2 ? arguments[2] : std::string{};
    try {
        if (scenario == "sign_in")
            sign_all_in(address, further, std::cin);
        else if (scenario == "checkout")
            run_checkout(address, std::cin, std::stod(further));
        else if (scenario == "checkout_online")
            run_checkout_online(address, std::cin, further, std::stod(arguments.at(3)));
        else if (scenario == "accept")
            run_accept(address, std::cin, std::stod(further));
        else if (scenario == "order")
            std::puts(place_one_order(address, std::cin).c_str());
        else
            return 2;
    } catch (std::exception const& trouble) {
        std::fprintf(stderr, "load_client: %s\n", trouble.what());
        return 1;
    }
}
