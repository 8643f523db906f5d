#include "platform/http/ascii.h"
#include "platform/http/response.h"

#include <stdexcept>
#include <zlib.h>

namespace ocp::http {

std::string gzip(std::string_view bytes)
{
    constexpr int level = 6;
    constexpr int gzip_wrapper = 15 + 16;
    constexpr int memory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_wrapper, memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error{"zlib cannot start"};
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    // zlib's interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    auto const outcome = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END) throw std::runtime_error{"zlib did not finish"};
    return packed;
}

bool accepts_gzip(std::string_view accept_encoding)
{
    while (!accept_encoding.empty()) {
        auto offer = next_piece(accept_encoding, ',');
        auto const coding = next_piece(offer, ';');
        if (!same_but_case(coding, "gzip")) continue;
        auto const quality = trimmed(offer);
        return !(
            same_but_case(quality.substr(0, 3), "q=0") && quality.find_first_of("123456789") == quality.npos);
    }
    return false;
}

} // namespace ocp::http
