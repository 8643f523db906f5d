#pragma once

#include <iosfwd>
#include <string>

namespace ocp::bench {

/// Signs in whoever a line begins with, and prints the line with the session's cookie instead.
void sign_all_in(std::string const& address, std::string const& password, std::istream& people);

/// Customers, each at a browser: two pizzas into the cart, then the order, over and over.
void run_checkout(std::string const& address, std::istream& customers, double seconds);

/// The same, paid online at the bank for trials that listens at `bank`, and back again; its events come
/// beside.
void run_checkout_online(
    std::string const& address, std::istream& customers, std::string const& bank, double seconds);

/// The first customer orders once. The path of the tracking page.
std::string place_one_order(std::string const& address, std::istream& customers);

/// Tablets in kitchens accept the waiting orders of their shops until none is left.
void run_accept(std::string const& address, std::istream& tablets_and_orders, double seconds);

} // namespace ocp::bench
