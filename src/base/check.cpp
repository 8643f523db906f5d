#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace ocp {

void check_failed(char const* expression, char const* file, int line)
{
    std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, expression);
    std::abort();
}

} // namespace ocp
