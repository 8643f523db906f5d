#include "platform/http/forms.h"

namespace ocp::http {

namespace {

// Bytes a character of this first byte has, and the range of its second byte: this is what shuts out overlong
// forms, surrogates and what lies beyond U+10FFFF.
struct Shape {
    std::size_t length;
    unsigned char second_from, second_to;
};

constexpr Shape shape_of(unsigned char first)
{
    if (first < 0x80) return {1, 0, 0};
    if (first < 0xC2) return {0, 0, 0};
    if (first < 0xE0) return {2, 0x80, 0xBF};
    if (first == 0xE0) return {3, 0xA0, 0xBF};
    if (first == 0xED) return {3, 0x80, 0x9F};
    if (first < 0xF0) return {3, 0x80, 0xBF};
    if (first == 0xF0) return {4, 0x90, 0xBF};
    if (first < 0xF4) return {4, 0x80, 0xBF};
    if (first == 0xF4) return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

} // namespace

bool valid_utf8(std::string_view text)
{
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t i = 0; i < text.size();) {
        auto const shape = shape_of(byte(i));
        if (shape.length == 0 || shape.length > text.size() - i) return false;
        if (shape.length > 1 && (byte(i + 1) < shape.second_from || byte(i + 1) > shape.second_to))
            return false;
        for (std::size_t k = 2; k < shape.length; ++k)
            if ((byte(i + k) & 0xC0) != 0x80) return false;
        i += shape.length;
    }
    return true;
}

} // namespace ocp::http
