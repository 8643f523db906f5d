#include "platform/backup/dump_file.h"

#include "platform/secrets/secrets.h"

#include <sodium.h>
#include <stdexcept>

namespace ocp::backup {

namespace {

constexpr std::string_view mark = "OCPSEAL1";
constexpr std::size_t piece_size = 64 * 1024;
constexpr std::size_t sealed_size = piece_size + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t head_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

using Stream = crypto_secretstream_xchacha20poly1305_state;

unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

class Sum {
public:
    Sum() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes) { crypto_hash_sha256_update(&state_, bytes_of(bytes), bytes.size()); }
    std::string text()
    {
        std::string digest(crypto_hash_sha256_BYTES, '\0');
        crypto_hash_sha256_final(&state_, bytes_of(digest));
        return secrets::hex(digest);
    }

private:
    crypto_hash_sha256_state state_{};
};

/// As many bytes as asked for, fewer only at the end of the file.
std::string exactly(File& file, std::size_t count)
{
    std::string found;
    while (found.size() < count) {
        std::string buffer(count - found.size(), '\0');
        auto const piece = file.read(buffer);
        if (piece.empty()) break;
        found += piece;
    }
    return found;
}

} // namespace

struct DumpWriter::State {
    File file;
    Sum sum;
    std::uint64_t size = 0;
    bool seals = false;
    Stream stream{};
    std::string waiting;
};

DumpWriter::DumpWriter(std::filesystem::path const& path, Key const& key)
    : state_{std::make_unique<State>()}
{
    state_->file = File::create(path);
    if (!key) return;
    state_->seals = true;
    std::string head(head_size, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, bytes_of(head), bytes_of(*key));
    put(mark);
    put(head);
}

DumpWriter::~DumpWriter() = default;

void DumpWriter::put(std::string_view bytes)
{
    state_->file.write(bytes);
    state_->sum.add(bytes);
    state_->size += bytes.size();
}

void DumpWriter::seal(std::string_view piece, unsigned char tag)
{
    std::string sealed(piece.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    crypto_secretstream_xchacha20poly1305_push(
        &state_->stream, bytes_of(sealed), nullptr, bytes_of(piece), piece.size(), nullptr, 0, tag);
    put(sealed);
}

void DumpWriter::write(std::string_view bytes)
{
    if (!state_->seals) return put(bytes);
    auto& waiting = state_->waiting;
    waiting += bytes;
    std::size_t at = 0;
    // The last piece waits for `finish`, which marks it as the last.
    for (; waiting.size() - at > piece_size; at += piece_size)
        seal(std::string_view{waiting}.substr(at, piece_size),
            crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    waiting.erase(0, at);
}

Written DumpWriter::finish()
{
    if (state_->seals) seal(state_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    state_->file.sync();
    state_->file.close();
    return {state_->size, state_->sum.text()};
}

struct DumpReader::State {
    File file;
    bool sealed = false;
    bool ended = false;
    Stream stream{};
    std::string buffer;
};

DumpReader::DumpReader(std::filesystem::path const& path, bool encrypted, Key const& key)
    : state_{std::make_unique<State>()}
{
    state_->file = File::open(path);
    state_->sealed = encrypted;
    state_->buffer.resize(piece_size);
    if (!encrypted) return;
    if (!key) throw std::runtime_error{"it is encrypted, and BACKUP_KEY_FILE is not set"};
    if (exactly(state_->file, mark.size()) != mark) throw std::runtime_error{"it is no encrypted dump"};
    auto const head = exactly(state_->file, head_size);
    if (head.size() != head_size
        || crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, bytes_of(head), bytes_of(*key))
            != 0)
        throw std::runtime_error{"it is no encrypted dump"};
}

DumpReader::~DumpReader() = default;

std::string_view DumpReader::next()
{
    return state_->sealed ? next_sealed() : state_->file.read(state_->buffer);
}

std::string_view DumpReader::next_sealed()
{
    if (state_->ended) return {};
    auto const sealed = exactly(state_->file, sealed_size);
    unsigned long long size = 0;
    unsigned char tag = 0;
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES
        || crypto_secretstream_xchacha20poly1305_pull(&state_->stream, bytes_of(state_->buffer), &size, &tag,
               bytes_of(sealed), sealed.size(), nullptr, 0)
            != 0)
        throw std::runtime_error{"it cannot be decrypted: BACKUP_KEY_FILE is another key, or it was changed"};
    state_->ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (state_->ended && !exactly(state_->file, 1).empty())
        throw std::runtime_error{"something follows the end of the encrypted dump"};
    return std::string_view{state_->buffer}.substr(0, size);
}

std::string sha256_of(std::filesystem::path const& path)
{
    auto file = File::open(path);
    Sum sum;
    std::string buffer(piece_size, '\0');
    for (auto piece = file.read(buffer); !piece.empty(); piece = file.read(buffer))
        sum.add(piece);
    return sum.text();
}

} // namespace ocp::backup
