#pragma once

#include "platform/http/server_state.h"

namespace ocp::http {

/// A request that occupies its client's share of the server until it is answered.
class InFlight {
public:
    InFlight(ServerState& server, std::string const& address)
        : server_{server}
        , place_{server.in_flight_of.try_emplace(address, 0).first}
    {
        ++place_->second;
        ++server_.in_flight;
    }
    ~InFlight()
    {
        --server_.in_flight;
        if (--place_->second == 0) server_.in_flight_of.erase(place_);
    }
    InFlight(InFlight const&) = delete;
    InFlight& operator=(InFlight const&) = delete;

    bool is_too_much() const { return place_->second > server_.options.requests_in_flight_per_address; }

private:
    ServerState& server_;
    std::map<std::string, std::size_t, std::less<>>::iterator place_;
};

} // namespace ocp::http
