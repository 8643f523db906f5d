#pragma once

#include "base/language.h"
#include "base/money.h"

#include <string>

namespace ocp {

/// «1 234,50 €» with no-break spaces, “€1,234.50”.
std::string euros(Money, Language);

} // namespace ocp
