#include "platform/http/connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <vector>

// A connection whose response has no end: Server-Sent Events.
namespace ocp::http {

Awaitable<std::size_t> Connection::stream(Response const& response)
{
    // Weak: what was posted may arrive when the connection is no more.
    stream_ = std::make_shared<PendingStream>([&io = server_.io, weak = weak_from_this()] {
        asio::post(io, [weak] {
            if (auto const connection = weak.lock()) connection->wake();
        });
    });
    ++server_.streams;
    buffer_.clear();
    buffer_.shrink_to_fit();
    Failure ignored;
    socket_.set_option(asio::socket_base::send_buffer_size{PendingStream::most_waiting}, ignored);
    watch_for_the_end(stream_);
    response.stream(stream_);

    std::size_t bytes = 0;
    for (;;) {
        auto const state = stream_->state();
        auto const batch = stream_->take();
        if (state == PendingStream::State::Lost || (batch.empty() && state == PendingStream::State::Closing))
            break;
        if (batch.empty()) {
            co_await sleep();
            continue;
        }
        std::vector<asio::const_buffer> pieces;
        for (auto const& piece : batch)
            pieces.push_back(asio::buffer(*piece));
        wait_for(Waiting::Write, server_.options.write_timeout);
        auto const [failure, count] = co_await asio::async_write(socket_, pieces, awaited);
        wait_no_more();
        bytes += count;
        stream_->written();
        if (failure) stream_->lose();
    }
    if (stream_->state() == PendingStream::State::Lost) abort();
    forget_stream();
    socket_.cancel(ignored);
    co_return bytes;
}

void Connection::watch_for_the_end(std::shared_ptr<PendingStream> const& stream)
{
    socket_.async_read_some(asio::buffer(ignored_), [this, stream](Failure failure, std::size_t) {
        // Lost: `this` may be no more.
        if (stream->state() == PendingStream::State::Lost) return;
        if (failure) return stream->lose();
        watch_for_the_end(stream);
    });
}

void Connection::end_stream()
{
    if (stream_) stream_->close();
}

void Connection::forget_stream()
{
    if (!stream_) return;
    stream_->detach();
    stream_.reset();
    --server_.streams;
}

} // namespace ocp::http
