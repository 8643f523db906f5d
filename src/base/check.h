#pragma once

namespace ocp {

/// Prints the broken promise and aborts. On in release: a wrong program must not sell pizza.
[[noreturn]] void check_failed(char const* expression, char const* file, int line);

} // namespace ocp

#define OCP_CHECK(expression) ((expression) ? void() : ::ocp::check_failed(#expression, __FILE__, __LINE__))
