#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ocp::deploy {

/// One directive of nginx: `proxy_set_header Host $http_host;`, or a block with what stands in it.
struct Directive {
    std::vector<std::string> words; ///< its name first, quotes taken away
    std::vector<Directive> inside{};

    std::string_view name() const { return words.empty() ? std::string_view{} : words.front(); }
    /// The word behind its name, "" when there is none.
    std::string_view first() const { return words.size() < 2 ? std::string_view{} : words[1]; }
};

/// The text taken apart, comments left out. Of a text that breaks off, what came before.
std::vector<Directive> nginx_directives(std::string_view text);

} // namespace ocp::deploy
