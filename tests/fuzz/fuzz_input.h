#pragma once

#include "base/check.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

inline std::string_view text_of(std::uint8_t const* data, std::size_t size)
{
    return {reinterpret_cast<char const*>(data), size};
}
