#pragma once

#include "platform/http/head_scan.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>

namespace ocp::http {

/// Beast's parser, which reads a request's body, of known length or chunked. It is given the whole request,
/// head included, after scan_head has taken it: so both see the same body. Chunk extensions are refused.
class BodyDecoder : public boost::beast::http::request_parser<boost::beast::http::string_body> {
public:
    explicit BodyDecoder(std::size_t most_bytes)
    {
        body_limit(most_bytes);
        header_limit(longest_head + 1);
        eager(true);
        on_chunk_header(no_extensions_);
    }
    BodyDecoder(BodyDecoder const&) = delete;
    BodyDecoder& operator=(BodyDecoder const&) = delete;

    enum class Trouble { None, TooLong, Malformed, ClientGone };
    static Trouble trouble(boost::system::error_code failure)
    {
        using Error = boost::beast::http::error;
        if (!failure) return Trouble::None;
        if (failure == Error::body_limit) return Trouble::TooLong;
        auto const is_cut = failure == Error::partial_message || failure == Error::end_of_stream;
        auto const is_syntax = failure.category() == make_error_code(Error::bad_chunk).category();
        return is_syntax && !is_cut ? Trouble::Malformed : Trouble::ClientGone;
    }

private:
    struct NoExtensions {
        void operator()(
            std::uint64_t, boost::beast::string_view extensions, boost::system::error_code& failure) const
        {
            if (!extensions.empty()) failure = boost::beast::http::error::bad_chunk_extension;
        }
    };
    NoExtensions no_extensions_;
};

} // namespace ocp::http
