#pragma once

#include "ocpizza/deploy/facts.h"

#include <string>
#include <string_view>

namespace ocp::deploy {

/// What is asked of ourselves.
struct Question {
    std::string_view method = "GET";
    std::string target = "/";
    std::string host;
    std::string fields{}; ///< further header lines, each with its line break
};

/// Sends it to this machine's port, as from a proxy that got it over https unless `fields` says otherwise;
/// waits five seconds at most. Of a stream only the head is read. Throws std::runtime_error when nothing
/// answers.
Answer ask(unsigned short port, Question const&);

} // namespace ocp::deploy
