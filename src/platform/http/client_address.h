#pragma once

#include "platform/http/request.h"

#include <string>
#include <string_view>
#include <vector>

namespace ocp::http {

/// Where a request really comes from.
struct Origin {
    std::string address;
    bool secure = false;
    bool in_clear = false; ///< a trusted proxy says that it came over http
};

/// X-Forwarded-For and X-Forwarded-Proto count only when a trusted proxy sends them: then the client is the
/// rightmost address that is not a proxy of ours. From anybody else they are words.
Origin origin_of(Request const& request, std::string_view peer, std::vector<std::string> const& trusted);

/// True when `address` is one of the entries, or lies in one written as a network ("10.0.0.0/8", "fd00::/8").
bool is_trusted_proxy(std::string_view address, std::vector<std::string> const& trusted);

/// What counts as one client: an IPv4 address, and of an IPv6 one the /64, of which a household has all.
std::string client_network(std::string_view address);

} // namespace ocp::http
