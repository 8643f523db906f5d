#pragma once

#include "platform/backup/file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ocp::backup {

/// The key in BACKUP_KEY_FILE, when there is one.
using Key = std::optional<std::string>;

struct Written {
    std::uint64_t size = 0;
    std::string sha256;
};

/// Writes a dump, in the clear or, with a key, encrypted and authenticated in pieces (libsodium's
/// secretstream), and sums up what it writes.
class DumpWriter {
public:
    DumpWriter(std::filesystem::path const&, Key const&);
    ~DumpWriter();
    void write(std::string_view bytes);
    /// Once everything was written: returns when it is on the disk.
    Written finish();

private:
    void seal(std::string_view piece, unsigned char tag);
    void put(std::string_view bytes);

    struct State;
    std::unique_ptr<State> state_;
};

/// Reads what a DumpWriter wrote.
class DumpReader {
public:
    /// Throws std::runtime_error when the key is lacking or another one.
    DumpReader(std::filesystem::path const&, bool encrypted, Key const&);
    ~DumpReader();
    /// The next bytes, valid until the next call; "" at the end. Throws std::runtime_error when the file was
    /// changed or cut, as far as encryption can tell.
    std::string_view next();

private:
    std::string_view next_sealed();

    struct State;
    std::unique_ptr<State> state_;
};

/// Of the bytes as they lie there, in hexadecimal.
std::string sha256_of(std::filesystem::path const&);

} // namespace ocp::backup
