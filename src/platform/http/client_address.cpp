#include "platform/http/client_address.h"

#include "platform/http/ascii.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <optional>

namespace ocp::http {

namespace {

// IPv4 is kept in IPv6's clothes, ::ffff:a.b.c.d, so that one comparison serves both.
using Address = std::array<unsigned char, 16>;

std::optional<Address> address_from(std::string_view text)
{
    std::string const word{text};
    Address address{};
    if (inet_pton(AF_INET6, word.c_str(), address.data()) == 1) return address;
    if (inet_pton(AF_INET, word.c_str(), address.data() + 12) != 1) return std::nullopt;
    address[10] = address[11] = 0xff;
    return address;
}

bool same_network(Address const& a, Address const& b, unsigned bits)
{
    auto const whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
    auto const rest = bits % 8;
    return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

bool lies_in(Address const& address, std::string_view entry)
{
    auto const slash = std::min(entry.find('/'), entry.size());
    auto const network = address_from(entry.substr(0, slash));
    if (!network) return false;
    unsigned bits = 128;
    if (slash < entry.size()) {
        auto const digits = entry.substr(slash + 1);
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
        if (error != std::errc{} || end != digits.data() + digits.size()) return false;
        if (entry.substr(0, slash).find(':') == entry.npos) bits += 96;
        if (bits > 128) return false;
    }
    return same_network(address, *network, bits);
}

} // namespace

bool is_trusted_proxy(std::string_view address, std::vector<std::string> const& trusted)
{
    auto const parsed = address_from(address);
    return parsed && std::any_of(trusted.begin(), trusted.end(), [&](auto const& entry) {
        return lies_in(*parsed, entry);
    });
}

std::string client_network(std::string_view address)
{
    static constexpr Address in_ipv6_clothes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    auto parsed = address_from(address);
    if (!parsed || same_network(*parsed, in_ipv6_clothes, 96)) return std::string{address};
    std::fill(parsed->begin() + 8, parsed->end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, parsed->data(), text.data(), text.size());
    return std::string{text.data()} + "/64";
}

Origin origin_of(Request const& request, std::string_view peer, std::vector<std::string> const& trusted)
{
    Origin origin{std::string{peer}};
    auto const is_forwarded = [](auto const& header) { return header.first.starts_with("x-forwarded-"); };
    if (std::none_of(request.headers.begin(), request.headers.end(), is_forwarded)) return origin;
    if (!is_trusted_proxy(peer, trusted)) return origin;

    std::vector<std::string_view> path;
    std::string_view scheme;
    for (auto const& [name, value] : request.headers) {
        std::string_view rest = value;
        if (name == "x-forwarded-for")
            while (!rest.empty())
                path.push_back(next_piece(rest, ','));
        if (name == "x-forwarded-proto") scheme = rest;
    }
    auto const nearest = trimmed(scheme.substr(scheme.rfind(',') + 1));
    origin.secure = same_but_case(nearest, "https");
    origin.in_clear = same_but_case(nearest, "http");
    for (auto hop = path.rbegin(); hop != path.rend() && address_from(*hop); ++hop) {
        origin.address = *hop;
        if (!is_trusted_proxy(*hop, trusted)) break;
    }
    return origin;
}

} // namespace ocp::http
